// What a session said and heard: lines in a file that does not grow without bound, and the last of them in memory.
#ifndef TAPEBOOK_FIX_LOG_H
#define TAPEBOOK_FIX_LOG_H

#include "Log.h"
#include "SessionID.h"
#include <deque>
#include <map>
#include <mutex>
#include <string>

namespace tapebook {

// The bytes of the message that this thread is working on, as they came; empty where there is none.
extern thread_local std::string arrived;

// Passwords, signatures and keys of a log-on or of a change of password as ***, SOH as |.
std::string masked(const std::string &message);

class SessionLog : public FIX::Log {
public:
  // Writes to `path`; without a path only the last lines are kept.
  explicit SessionLog(std::string path);
  ~SessionLog() override;

  void clear() override {}
  void backup() override {}
  void onIncoming(const std::string &message) override;
  void onOutgoing(const std::string &message) override;
  void onEvent(const std::string &text) override;

  // The last lines, oldest first.
  std::string recent();

private:
  void write(char direction, const std::string &text);
  void open();

  std::mutex mutex_;
  std::string path_;
  int file_ = -1;
  size_t written_ = 0;
  std::deque<std::string> recent_;
};

class SessionLogFactory : public FIX::LogFactory {
public:
  explicit SessionLogFactory(std::string folder) : folder_(std::move(folder)) {}
  FIX::Log *create() override;
  FIX::Log *create(const FIX::SessionID &id) override;
  void destroy(FIX::Log *log) override;

  // The last lines of a session, empty where it has none.
  std::string recent(const FIX::SessionID &id);

private:
  std::string folder_;
  std::mutex mutex_;
  std::map<FIX::SessionID, SessionLog *> logs_;
};

} // namespace tapebook
#endif
