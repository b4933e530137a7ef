#include "log.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

namespace tapebook {

namespace {
// A file and the one before it: twice this at most.
constexpr size_t FILE_BYTES = 16 << 20;
constexpr size_t RECENT_LINES = 64;
constexpr size_t RECENT_BYTES = 2048;
// RawData, Signature, Password, NewPassword, and the encrypted forms of the last two.
constexpr const char *SECRETS[] = {"96=", "89=", "554=", "925=", "1402=", "1404="};

bool carriesSecrets(const std::string &message) {
  const auto type = message.find("\00135=");
  if (type == std::string::npos) {
    return false;
  }
  const auto end = message.find('\001', type + 4);
  const auto value = message.substr(type + 4, end == std::string::npos ? end : end - type - 4);
  return value == "A" || value == "BE";
}
} // namespace

thread_local std::string arrived;

std::string masked(const std::string &message) {
  std::string line;
  line.reserve(message.size());
  const bool secret = carriesSecrets(message);
  size_t start = 0;
  while (start < message.size()) {
    auto end = message.find('\001', start);
    if (end == std::string::npos) {
      end = message.size();
    }
    bool hidden = false;
    for (const char *tag : SECRETS) {
      const size_t length = std::char_traits<char>::length(tag);
      if (secret && message.compare(start, length, tag) == 0) {
        line.append(tag).append("***");
        hidden = true;
        break;
      }
    }
    if (!hidden) {
      line.append(message, start, end - start);
    }
    line.push_back('|');
    start = end + 1;
  }
  // One message is one line, whatever is in it.
  for (char &byte : line) {
    if (byte == '\n' || byte == '\r') {
      byte = ' ';
    }
  }
  return line;
}

SessionLog::SessionLog(std::string path) : path_(std::move(path)) { open(); }

SessionLog::~SessionLog() {
  if (file_ >= 0) {
    ::close(file_);
  }
}

void SessionLog::open() {
  if (path_.empty()) {
    return;
  }
  file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  struct stat found = {};
  written_ = file_ >= 0 && ::fstat(file_, &found) == 0 ? static_cast<size_t>(found.st_size) : 0;
}

void SessionLog::onIncoming(const std::string &message) {
  arrived = message;
  write('<', masked(message));
}

void SessionLog::onOutgoing(const std::string &message) { write('>', masked(message)); }

void SessionLog::onEvent(const std::string &text) { write(' ', text.compare(0, 2, "8=") == 0 ? masked(text) : text); }

void SessionLog::write(char direction, const std::string &text) {
  struct timespec now = {};
  ::clock_gettime(CLOCK_REALTIME, &now);
  struct tm parts = {};
  ::gmtime_r(&now.tv_sec, &parts);
  char head[48];
  const size_t length = ::strftime(head, sizeof(head), "%Y-%m-%dT%H:%M:%S", &parts);
  ::snprintf(head + length, sizeof(head) - length, ".%06ldZ %c ", now.tv_nsec / 1000, direction);
  std::string line(head);
  line.append(text).push_back('\n');

  std::lock_guard<std::mutex> lock(mutex_);
  recent_.push_back(line.size() > RECENT_BYTES ? line.substr(0, RECENT_BYTES - 1) + "\n" : line);
  if (recent_.size() > RECENT_LINES) {
    recent_.pop_front();
  }
  if (file_ < 0) {
    return;
  }
  if (written_ + line.size() > FILE_BYTES) {
    ::close(file_);
    ::rename(path_.c_str(), (path_ + ".1").c_str());
    open();
  }
  if (::write(file_, line.data(), line.size()) > 0) {
    written_ += line.size();
  }
}

std::string SessionLog::recent() {
  std::lock_guard<std::mutex> lock(mutex_);
  std::string text;
  for (const std::string &line : recent_) {
    text += line;
  }
  return text;
}

FIX::Log *SessionLogFactory::create() { return new SessionLog(folder_.empty() ? "" : folder_ + "/acceptor.log"); }

FIX::Log *SessionLogFactory::create(const FIX::SessionID &id) {
  std::string path;
  if (!folder_.empty()) {
    path = folder_ + "/" + id.getBeginString().getString() + "-" + id.getSenderCompID().getString() + "-"
           + id.getTargetCompID().getString() + ".log";
  }
  auto *log = new SessionLog(path);
  std::lock_guard<std::mutex> lock(mutex_);
  logs_[id] = log;
  return log;
}

void SessionLogFactory::destroy(FIX::Log *log) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto each = logs_.begin(); each != logs_.end(); ++each) {
      if (each->second == log) {
        logs_.erase(each);
        break;
      }
    }
  }
  delete log;
}

std::string SessionLogFactory::recent(const FIX::SessionID &id) {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto found = logs_.find(id);
  return found == logs_.end() ? "" : found->second->recent();
}

} // namespace tapebook
