#include "store.h"
#include "Exceptions.h"
#include <cinttypes>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace tapebook {

namespace {
// Numbers made usable by one sync.
constexpr FIX::SEQNUM BLOCK = 4096;

struct Mark {
  FIX::SEQNUM reserved = 0;
  std::string boot;
  bool ended = false;
};

// What changes when the machine starts again. Empty where the system does not say: then every end counts as a cut.
std::string bootId() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string id;
  file >> id;
  return id;
}

std::string prefix(const std::string &folder, const FIX::SessionID &id) {
  return folder + "/" + id.getBeginString().getString() + "-" + id.getSenderCompID().getString() + "-"
         + id.getTargetCompID().getString() + ".";
}

bool readMark(const std::string &path, Mark &mark) {
  std::ifstream file(path);
  int ended = 0;
  if (!(file >> mark.reserved >> ended)) {
    return false;
  }
  file >> mark.boot;
  mark.ended = ended == 1;
  return true;
}

// Keeps of the messages on disk those that are whole: after a power cut the list may name bytes that never came there.
void keepWhole(const std::string &files) {
  FILE *list = ::fopen((files + "header").c_str(), "r");
  FILE *body = ::fopen((files + "body").c_str(), "r");
  std::vector<char> kept;
  if (list && body) {
    uint64_t number = 0;
    int64_t offset = 0;
    size_t size = 0;
    while (::fscanf(list, "%" SCNu64 ",%" SCNd64 ",%zu ", &number, &offset, &size) == 3) {
      std::string message(size < (4u << 20) ? size : 0, '\0');
      if (message.size() < 8 || ::fseeko(body, offset, SEEK_SET) != 0
          || ::fread(&message[0], 1, message.size(), body) != message.size()) {
        break;
      }
      unsigned sum = 0;
      for (size_t i = 0; i + 7 < message.size(); ++i) {
        sum += static_cast<unsigned char>(message[i]);
      }
      char tail[8];
      ::snprintf(tail, sizeof(tail), "10=%03u\001", sum % 256);
      if (message.compare(message.size() - 7, 7, tail, 7) != 0) {
        break;
      }
      char entry[80];
      const int length = ::snprintf(entry, sizeof(entry), "%" PRIu64 ",%" PRId64 ",%zu ", number, offset, size);
      kept.insert(kept.end(), entry, entry + length);
    }
  }
  if (body) {
    ::fclose(body);
  }
  if (list) {
    ::fclose(list);
    FILE *rewritten = ::fopen((files + "header").c_str(), "w");
    if (rewritten) {
      ::fwrite(kept.data(), 1, kept.size(), rewritten);
      ::fclose(rewritten);
    }
  }
}
} // namespace

SessionStore::SessionStore(const FIX::UtcTimeStamp &now, const std::string &folder, const FIX::SessionID &id)
    : FIX::FileStore(now, folder, id), path_(prefix(folder, id) + "reserved") {
  Mark found;
  if (readMark(path_, found)) {
    const bool cut = !found.ended && (found.boot.empty() || found.boot != bootId());
    if (cut && FIX::FileStore::getNextSenderMsgSeqNum() < found.reserved) {
      // Any of these may have been used: none is used again, and a resend fills the gap.
      FIX::FileStore::setNextSenderMsgSeqNum(found.reserved);
    }
  }
  reserve(FIX::FileStore::getNextSenderMsgSeqNum(), true);
}

SessionStore::~SessionStore() {
  try {
    mark(true);
  } catch (...) {
    // The next start then skips to the end of the block.
  }
}

void SessionStore::setNextSenderMsgSeqNum(FIX::SEQNUM value) {
  reserve(value, true);
  FIX::FileStore::setNextSenderMsgSeqNum(value);
}

void SessionStore::incrNextSenderMsgSeqNum() {
  reserve(FIX::FileStore::getNextSenderMsgSeqNum() + 1, false);
  FIX::FileStore::incrNextSenderMsgSeqNum();
}

void SessionStore::reset(const FIX::UtcTimeStamp &now) {
  FIX::FileStore::reset(now);
  reserve(FIX::FileStore::getNextSenderMsgSeqNum(), true);
}

void SessionStore::reserve(FIX::SEQNUM next, bool exactly) {
  // The constructor of the base sets its numbers before there is a path; it cannot reach this function.
  if (!exactly && next < reserved_) {
    return;
  }
  reserved_ = next + BLOCK;
  mark(false);
}

void SessionStore::mark(bool ended) {
  const std::string written = path_ + ".new";
  const int file = ::open(written.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) {
    throw FIX::IOException("Cannot write " + written);
  }
  const std::string text = std::to_string(reserved_) + " " + (ended ? "1 " : "0 ") + bootId() + "\n";
  const bool whole
      = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fdatasync(file) == 0;
  ::close(file);
  if (!whole || ::rename(written.c_str(), path_.c_str()) != 0) {
    throw FIX::IOException("Cannot write " + path_);
  }
  const std::string folder = path_.substr(0, path_.rfind('/'));
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened >= 0) {
    ::fsync(opened);
    ::close(opened);
  }
}

FIX::MessageStore *SessionStoreFactory::create(const FIX::UtcTimeStamp &now, const FIX::SessionID &id) {
  if (folder_.empty()) {
    return new FIX::MemoryStore(now);
  }
  ::mkdir(folder_.c_str(), 0700);
  Mark found;
  const std::string files = prefix(folder_, id);
  if (readMark(files + "reserved", found) && !found.ended && (found.boot.empty() || found.boot != bootId())) {
    keepWhole(files);
  }
  return new SessionStore(now, folder_, id);
}

} // namespace tapebook
