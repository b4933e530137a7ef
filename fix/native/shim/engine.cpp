#include "fix.h"
#include "log.h"
#include "store.h"

#include "Application.h"
#include "Session.h"
#include "SessionFactory.h"
#include "SessionSettings.h"
#include "ThreadedSocketAcceptor.h"
#include "ThreadedSocketInitiator.h"
#include "Utility.h"

#include <arpa/inet.h>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <thread>
#include <vector>

namespace {

using namespace tapebook;

// The value of a tag in a message, empty where it has none.
std::string valueOf(const std::string &message, const char *soh_tag) {
  const auto at = message.find(soh_tag);
  if (at == std::string::npos) {
    return "";
  }
  const auto start = at + std::char_traits<char>::length(soh_tag);
  const auto end = message.find('\001', start);
  return message.substr(start, end == std::string::npos ? end : end - start);
}

struct Known {
  FIX::SessionID id;
  FIX::Session *session;
  // Fields that an initiator's log-on carries.
  std::string logon;
};

// Tells the host what happens on any thread of QuickFIX, by the number of the session.
class Bridge : public FIX::Application {
public:
  explicit Bridge(FixHost host) : host_(host) {}

  void onCreate(const FIX::SessionID &id) override {
    uint32_t number = 0;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      number = static_cast<uint32_t>(sessions_.size());
      sessions_.push_back(std::make_unique<Known>(Known{id, FIX::Session::lookupSession(id), ""}));
      numbers_[id] = number;
    }
    tell(number, FIX_CREATED, "");
  }
  void onLogon(const FIX::SessionID &id) override { tell(numberOf(id), FIX_LOGON, ""); }
  void onLogout(const FIX::SessionID &id) override { tell(numberOf(id), FIX_LOGOUT, ""); }

  void onLogonRequest(const FIX::Message &message, const FIX::SessionID &id) override {
    char reason[ERROR_BYTES] = {};
    const std::string bytes = bytesOf(message);
    if (host_.logon(host_.data, numberOf(id), bytes.data(), bytes.size(), reason, sizeof(reason)) != 1) {
      throw FIX::RejectLogon(reason);
    }
  }
  void toAdmin(FIX::Message &message, const FIX::SessionID &id) override {
    const std::string &type = message.getHeader().getField(FIX::FIELD::MsgType);
    if (type == "A") {
      addLogonFields(message, numberOf(id));
    } else if (type != "0" && type != "1") {
      tell(numberOf(id), FIX_TO_ADMIN, message.toString());
    }
  }
  void fromAdmin(const FIX::Message &message, const FIX::SessionID &id) override {
    const std::string &type = message.getHeader().getField(FIX::FIELD::MsgType);
    if (type != "0" && type != "1") {
      tell(numberOf(id), FIX_FROM_ADMIN, bytesOf(message));
    }
  }
  void toApp(FIX::Message &, const FIX::SessionID &) override {}
  void fromApp(const FIX::Message &message, const FIX::SessionID &id) override {
    tell(numberOf(id), FIX_FROM_APP, bytesOf(message));
  }

  uint32_t count() {
    std::lock_guard<std::mutex> lock(mutex_);
    return static_cast<uint32_t>(sessions_.size());
  }
  // Stays where it is as long as the engine does.
  Known *at(uint32_t number) {
    std::lock_guard<std::mutex> lock(mutex_);
    return number < sessions_.size() ? sessions_[number].get() : nullptr;
  }
  void setLogonFields(uint32_t number, std::string fields) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (number < sessions_.size()) {
      sessions_[number]->logon = std::move(fields);
    }
  }

private:
  uint32_t numberOf(const FIX::SessionID &id) {
    std::lock_guard<std::mutex> lock(mutex_);
    return numbers_.at(id);
  }

  void tell(uint32_t number, uint8_t kind, const std::string &bytes) {
    host_.event(host_.data, number, kind, bytes.data(), bytes.size());
  }

  // As it came where this thread just read it; one that had to wait for a gap to close is written anew.
  static std::string bytesOf(const FIX::Message &message) {
    const std::string &number = message.getHeader().getField(FIX::FIELD::MsgSeqNum);
    return valueOf(arrived, "\00134=") == number ? arrived : message.toString();
  }

  void addLogonFields(FIX::Message &message, uint32_t number) {
    std::string fields;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      fields = sessions_[number]->logon;
    }
    size_t start = 0;
    while (start < fields.size()) {
      auto end = fields.find('\001', start);
      end = end == std::string::npos ? fields.size() : end;
      const auto equals = fields.find('=', start);
      if (equals != std::string::npos && equals < end) {
        message.setField(std::atoi(fields.c_str() + start), fields.substr(equals + 1, end - equals - 1));
      }
      start = end + 1;
    }
  }

  FixHost host_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Known>> sessions_;
  std::map<FIX::SessionID, uint32_t> numbers_;
};

void explain(char *error, const char *text) {
  if (error) {
    ::snprintf(error, ERROR_BYTES, "%s", text);
  }
}

} // namespace

struct FixEngine {
  Bridge bridge;
  SessionStoreFactory stores;
  SessionLogFactory logs;
  FIX::SessionSettings settings;
  // Those added later; before what uses them ends, they do.
  FIX::SessionFactory factory;
  std::unique_ptr<FIX::ThreadedSocketAcceptor> acceptor;
  std::unique_ptr<FIX::ThreadedSocketInitiator> initiator;
  std::vector<FIX::Session *> added;

  FixEngine(FixHost host, const char *text, const char *store, const char *log, bool isAcceptor)
      : bridge(host), stores(store), logs(log), settings(parsed(text)), factory(bridge, stores, &logs) {
    if (isAcceptor) {
      acceptor = std::make_unique<FIX::ThreadedSocketAcceptor>(bridge, stores, settings, logs);
    } else {
      initiator = std::make_unique<FIX::ThreadedSocketInitiator>(bridge, stores, settings, logs);
    }
  }
  ~FixEngine() {
    for (FIX::Session *session : added) {
      factory.destroy(session);
    }
  }

  static FIX::SessionSettings parsed(const char *text) {
    std::istringstream stream(text);
    return FIX::SessionSettings(stream);
  }
};

extern "C" {

FixEngine *fix_open(int is_acceptor, const char *settings, const char *store, const char *log, FixHost host, char *error) {
  try {
    return new FixEngine(host, settings, store, log, is_acceptor != 0);
  } catch (std::exception &e) {
    explain(error, e.what());
  } catch (...) {
    explain(error, "unknown");
  }
  return nullptr;
}

int fix_start(FixEngine *engine, const char *address, char *error) {
  try {
    if (engine->acceptor) {
      const in_addr_t parsed = ::inet_addr(address);
      if (parsed == INADDR_NONE) {
        explain(error, "the address is not a dotted one");
        return -1;
      }
      FIX::socket_setAcceptorAddress(parsed);
      engine->acceptor->start();
    } else {
      engine->initiator->start();
    }
    return 0;
  } catch (std::exception &e) {
    explain(error, e.what());
  } catch (...) {
    explain(error, "unknown");
  }
  return -1;
}

void fix_stop(FixEngine *engine, uint32_t wait_ms) {
  try {
    const uint32_t count = engine->bridge.count();
    for (uint32_t i = 0; i < count; ++i) {
      engine->bridge.at(i)->session->logout("the gateway ends");
    }
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait_ms);
    bool left = true;
    while (left && std::chrono::steady_clock::now() < end) {
      left = false;
      for (uint32_t i = 0; i < count; ++i) {
        left = left || engine->bridge.at(i)->session->isLoggedOn();
      }
      if (left) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      }
    }
    for (uint32_t i = 0; i < count; ++i) {
      engine->bridge.at(i)->session->disconnect();
    }
    if (engine->acceptor) {
      engine->acceptor->stop(true);
    } else {
      engine->initiator->stop(true);
    }
  } catch (...) {
    // Nobody is left to tell.
  }
}

void fix_free(FixEngine *engine) { delete engine; }

int fix_add(FixEngine *engine, const char *settings, char *error) {
  try {
    const FIX::SessionSettings parsed = FixEngine::parsed(settings);
    int count = 0;
    for (const FIX::SessionID &id : parsed.getSessions()) {
      if (!FIX::Session::doesSessionExist(id)) {
        engine->added.push_back(engine->factory.create(id, parsed.get(id)));
        ++count;
      }
    }
    return count;
  } catch (std::exception &e) {
    explain(error, e.what());
  } catch (...) {
    explain(error, "unknown");
  }
  return -1;
}

uint32_t fix_count(const FixEngine *engine) { return const_cast<FixEngine *>(engine)->bridge.count(); }

int fix_name(const FixEngine *engine, uint32_t session, char *name, size_t room) {
  Known *known = const_cast<FixEngine *>(engine)->bridge.at(session);
  if (!known) {
    return -1;
  }
  ::snprintf(name, room, "%s", known->id.toString().c_str());
  return 0;
}

int fix_status(const FixEngine *engine, uint32_t session, FixStatus *status) {
  Known *known = const_cast<FixEngine *>(engine)->bridge.at(session);
  if (!known) {
    return -1;
  }
  try {
    status->logged_on = known->session->isLoggedOn();
    status->enabled = known->session->isEnabled();
    status->connected = known->session->receivedLogon() || known->session->sentLogon();
    status->next_sender = known->session->getExpectedSenderNum();
    status->next_target = known->session->getExpectedTargetNum();
    status->created = static_cast<uint64_t>(known->session->getStore()->getCreationTime().getTimeT());
    return 0;
  } catch (...) {
    return -1;
  }
}

int fix_send(FixEngine *engine, uint32_t session, const char *fields, size_t length, int keep) {
  Known *known = engine->bridge.at(session);
  if (!known) {
    return FIX_MALFORMED;
  }
  try {
    if (!keep && !known->session->isLoggedOn()) {
      return FIX_NOT_LOGGED_ON;
    }
    const std::string begin = known->id.getBeginString().getString();
    std::string text;
    text.reserve(length + 32);
    text.append("8=").append(begin).append("\0019=0\001").append(fields, length).append("10=000\001");
    const FIX::DataDictionaryProvider &provider = known->session->getDataDictionaryProvider();
    const FIX::DataDictionary &admin = provider.getSessionDataDictionary(known->id.getBeginString());
    FIX::Message message;
    if (known->id.isFIXT()) {
      const FIX::DataDictionary &app
          = provider.getApplicationDataDictionary(FIX::ApplVerID(known->session->getSenderDefaultApplVerID()));
      message.setString(text, false, &admin, &app);
    } else {
      message.setString(text, false, &admin);
    }
    return known->session->send(message) ? FIX_SENT : FIX_NOT_SENT;
  } catch (FIX::IOException &) {
    return FIX_NOT_SENT;
  } catch (...) {
    return FIX_MALFORMED;
  }
}

void fix_logon_fields(FixEngine *engine, uint32_t session, const char *fields, size_t length) {
  engine->bridge.setLogonFields(session, std::string(fields, length));
}

int fix_set_numbers(FixEngine *engine, uint32_t session, uint64_t sender, uint64_t target, char *error) {
  Known *known = engine->bridge.at(session);
  if (!known) {
    explain(error, "no such session");
    return -1;
  }
  try {
    if (sender) {
      known->session->setNextSenderMsgSeqNum(sender);
    }
    if (target) {
      known->session->setNextTargetMsgSeqNum(target);
    }
    return 0;
  } catch (std::exception &e) {
    explain(error, e.what());
  } catch (...) {
    explain(error, "unknown");
  }
  return -1;
}

int fix_reset(FixEngine *engine, uint32_t session, char *error) {
  Known *known = engine->bridge.at(session);
  if (!known) {
    explain(error, "no such session");
    return -1;
  }
  try {
    known->session->reset();
    return 0;
  } catch (std::exception &e) {
    explain(error, e.what());
  } catch (...) {
    explain(error, "unknown");
  }
  return -1;
}

void fix_disable(FixEngine *engine, uint32_t session, const char *reason) {
  if (Known *known = engine->bridge.at(session)) {
    known->session->logout(reason);
  }
}

void fix_enable(FixEngine *engine, uint32_t session) {
  if (Known *known = engine->bridge.at(session)) {
    known->session->logon();
  }
}

void fix_disconnect(FixEngine *engine, uint32_t session) {
  if (Known *known = engine->bridge.at(session)) {
    try {
      known->session->disconnect();
    } catch (...) {
      // The connection is gone in any case.
    }
  }
}

void fix_stored(FixEngine *engine, uint32_t session, uint64_t begin, uint64_t end, void *data,
                void (*take)(void *data, const char *bytes, size_t length)) {
  std::string text;
  if (Known *known = engine->bridge.at(session)) {
    try {
      std::vector<std::string> messages;
      known->session->getStore()->get(begin, end, messages);
      for (const std::string &message : messages) {
        text.append(message).push_back('\0');
      }
    } catch (...) {
      text.clear();
    }
  }
  take(data, text.data(), text.size());
}

void fix_recent(FixEngine *engine, uint32_t session, void *data,
                void (*take)(void *data, const char *bytes, size_t length)) {
  std::string text;
  if (Known *known = engine->bridge.at(session)) {
    text = engine->logs.recent(known->id);
  }
  take(data, text.data(), text.size());
}

} // extern "C"
