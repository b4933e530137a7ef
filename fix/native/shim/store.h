// QuickFIX's file store, made safe against a power cut: outbound numbers are used only below a mark that is on disk.
#ifndef TAPEBOOK_FIX_STORE_H
#define TAPEBOOK_FIX_STORE_H

#include "FileStore.h"
#include <string>

namespace tapebook {

class SessionStore : public FIX::FileStore {
public:
  SessionStore(const FIX::UtcTimeStamp &now, const std::string &folder, const FIX::SessionID &id);
  ~SessionStore() override;

  void setNextSenderMsgSeqNum(FIX::SEQNUM value) override;
  void incrNextSenderMsgSeqNum() override;
  void reset(const FIX::UtcTimeStamp &now) override;

private:
  // Makes numbers below `next` and a block of others usable.
  void reserve(FIX::SEQNUM next, bool exactly);
  void mark(bool ended);

  std::string path_;
  FIX::SEQNUM reserved_ = 0;
};

class SessionStoreFactory : public FIX::MessageStoreFactory {
public:
  // Without a folder numbers and messages are kept in memory.
  explicit SessionStoreFactory(std::string folder) : folder_(std::move(folder)) {}
  FIX::MessageStore *create(const FIX::UtcTimeStamp &now, const FIX::SessionID &id) override;
  void destroy(FIX::MessageStore *store) override { delete store; }

private:
  std::string folder_;
};

} // namespace tapebook
#endif
