//! What is mended in QuickFIX's sources before they are compiled: each text once, with the reason. A text that is not
//! found fails the build, so that a newer version is looked at again.
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

struct Mend {
    why: &'static str,
    file: &'static str,
    before: &'static str,
    after: &'static str,
}

const MENDS: &[Mend] = &[
    Mend {
        why: "a log-on is decided before it resets sequence numbers (141=Y), not after",
        file: "Application.h",
        before: "  /// Notification of app message being received from target\n  virtual void fromApp(",
        after: "  /// Decides a log-on before anything of it is done; throws RejectLogon to refuse it\n  virtual void onLogonRequest(const Message &, const SessionID &) {}\n  /// Notification of app message being received from target\n  virtual void fromApp(",
    },
    Mend {
        why: "the call of it",
        file: "Session.cpp",
        before: "  ResetSeqNumFlag resetSeqNumFlag(false);\n  logon.getFieldIfSet(resetSeqNumFlag);\n  m_state.receivedReset(resetSeqNumFlag);",
        after: "  if (!m_state.initiate()) {\n    m_application.onLogonRequest(logon, m_sessionID);\n  }\n\n  ResetSeqNumFlag resetSeqNumFlag(false);\n  logon.getFieldIfSet(resetSeqNumFlag);\n  m_state.receivedReset(resetSeqNumFlag);",
    },
    Mend {
        why: "a connection that ends while another thread sends is not used after it is freed",
        file: "Session.h",
        before: "    m_pResponder = pR;\n",
        after: "    Locker l(m_mutex);\n    m_pResponder = pR;\n",
    },
    Mend {
        why: "after a part was sent only the rest is, and who reads nothing for ten seconds is let go",
        file: "ThreadedSocketConnection.cpp",
        before: "    ssize_t sent = socket_send(m_socket, msg.c_str() + totalSent, msg.length());\n    if (sent < 0) {\n      return false;\n    }\n",
        after: "    ssize_t sent = ::send(m_socket, msg.c_str() + totalSent, msg.length() - totalSent, MSG_DONTWAIT | MSG_NOSIGNAL);\n    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {\n      struct pollfd room = {m_socket, POLLOUT, 0};\n      if (::poll(&room, 1, 10000) > 0) {\n        continue;\n      }\n    }\n    if (sent < 0 && errno == EINTR) {\n      continue;\n    }\n    if (sent < 0) {\n      ::shutdown(m_socket, SHUT_RDWR);\n      return false;\n    }\n",
    },
    Mend {
        why: "a descriptor is closed once, by the thread that reads it: closed twice, it may be somebody else's",
        file: "ThreadedSocketConnection.cpp",
        before: "  m_disconnect = true;\n  socket_close(m_socket);\n",
        after: "  m_disconnect = true;\n  ::shutdown(m_socket, SHUT_RDWR);\n",
    },
    Mend {
        why: "the one place where it is closed",
        file: "ThreadedSocketConnection.cpp",
        before: "    Session::unregisterSession(m_pSession->getSessionID());\n  }\n}\n",
        after: "    Session::unregisterSession(m_pSession->getSessionID());\n  }\n  ::close(m_socket);\n}\n",
    },
    Mend {
        why: "includes of the above",
        file: "ThreadedSocketConnection.cpp",
        before: "#include \"Session.h\"\n",
        after: "#include \"Session.h\"\n#include <errno.h>\n#include <sys/socket.h>\n#include <unistd.h>\n",
    },
    Mend {
        why: "who does not log on within ten seconds is let go",
        file: "ThreadedSocketConnection.cpp",
        before: "      m_parser.addToStream(m_buffer, size);\n    } else if",
        after: "      m_parser.addToStream(m_buffer, size);\n      if (!m_pSession && ++m_silent > 100) {\n        disconnect();\n        return false;\n      }\n    } else if (result == 0 && !m_pSession && ++m_silent > 10) {\n      disconnect();\n      return false;\n    } else if",
    },
    Mend {
        why: "the count of it",
        file: "ThreadedSocketConnection.h",
        before: "  bool m_disconnect;\n",
        after: "  bool m_disconnect;\n  int m_silent = 0;\n",
    },
    Mend {
        why: "sessions are added while others trade, so what was there at the start does not say who may connect",
        file: "ThreadedSocketConnection.cpp",
        before: "  if (m_sessions.find(m_pSession->getSessionID()) == m_sessions.end()) {\n    return false;\n  }\n",
        after: "",
    },
    Mend {
        why: "a lying length and bytes without a message do not fill the memory",
        file: "Parser.cpp",
        before: "  if (pos == std::string::npos) {\n    return false;\n  }\n  m_buffer.erase(0, pos);\n",
        after: "  if (pos == std::string::npos) {\n    m_buffer.erase(0, m_buffer.length() - 1);\n    return false;\n  }\n  m_buffer.erase(0, pos);\n",
    },
    Mend {
        why: "the longest message is a mebibyte",
        file: "Parser.cpp",
        before: "    if (length < 0) {\n",
        after: "    if (length < 0 || length > (1 << 20)) {\n      length = 0;\n",
    },
    Mend {
        why: "and neither does a message whose head or tail never comes",
        file: "Parser.cpp",
        before: "  return false;\n}\n} // namespace FIX",
        after: "  if (m_buffer.length() > (1 << 20)) {\n    m_buffer.erase();\n  }\n  return false;\n}\n} // namespace FIX",
    },
    Mend {
        why: "its tail",
        file: "Parser.cpp",
        before: "      pos = m_buffer.find(\"\\00110=\", pos - 1);\n      if (pos == std::string::npos) {\n",
        after: "      pos = m_buffer.find(\"\\00110=\", pos - 1);\n      if (pos == std::string::npos) {\n        if (m_buffer.length() > (2 << 20)) {\n          m_buffer.erase();\n        }\n",
    },
    Mend {
        why: "what lies about its length takes no message behind it with it",
        file: "Parser.cpp",
        before: "    if (length > 0) {\n      m_buffer.erase(0, pos + length);\n    } else {\n      m_buffer.erase();\n    }\n\n    throw e;\n",
        after: "    m_buffer.erase(0, 2);\n    throw e;\n",
    },
    Mend {
        why: "and brings the message before it no second time",
        file: "ThreadedSocketConnection.cpp",
        before: "  try {\n    return m_parser.readFixMessage(msg);\n  } catch (MessageParseError &) {}\n  return true;\n",
        after: "  for (;;) {\n    try {\n      return m_parser.readFixMessage(msg);\n    } catch (MessageParseError &) {}\n  }\n",
    },
    Mend {
        why: "a length of data is believed within the message and where a delimiter follows, else it is read past the end",
        file: "Message.cpp",
        before: "      soh = valueStart + IntConvertor::convert(fieldLength.getString());\n",
        after: "      const int dataLength = IntConvertor::convert(fieldLength.getString());\n      if (dataLength >= 0 && dataLength < strEnd - valueStart && *(valueStart + dataLength) == '\\001') {\n        soh = valueStart + dataLength;\n      }\n",
    },
    Mend {
        why: "data without a length is refused by who reads the message: ignored as garbled it would be asked for without end",
        file: "Message.cpp",
        before: "    } catch (FieldNotFound &) {\n      throw InvalidMessage(\n          std::string(\"Data length field \") + IntConvertor::convert(lenField)\n          + std::string(\" was not found for data field \") + IntConvertor::convert(field));\n    } catch (FieldConvertError &e) {\n      throw InvalidMessage(\n          std::string(\"Unable to determine SOH for data field \") + IntConvertor::convert(field) + std::string(\": \")\n          + e.what());\n    }\n",
        after: "    } catch (FieldNotFound &) {\n    } catch (FieldConvertError &) {\n    }\n",
    },
    Mend {
        why: "data may hold the delimiter where no dictionary says which fields are data",
        file: "Message.h",
        before: "  static bool IsDataField(int field, const DataDictionary *pSessionDD, const DataDictionary *pAppDD) {\n",
        after: "  static bool IsDataField(int field, const DataDictionary *pSessionDD, const DataDictionary *pAppDD) {\n    for (int data : {89, 91, 96, 213, 349, 351, 353, 355, 357, 359, 361, 363, 365, 446, 619, 622}) {\n      if (field == data) {\n        return true;\n      }\n    }\n",
    },
    Mend {
        why: "threads that wait for their sockets are woken; the sockets are closed by who reads them",
        file: "ThreadedSocketAcceptor.cpp",
        before: "    socket_close(i->first);\n",
        after: "    ::shutdown(i->first, SHUT_RDWR);\n",
    },
    Mend {
        why: "a listening socket is closed by the thread that accepts from it",
        file: "ThreadedSocketAcceptor.cpp",
        before: "  if (!pAcceptor->isStopped()) {\n    pAcceptor->removeThread(s);\n  }\n\n  return 0;\n",
        after: "  if (!pAcceptor->isStopped()) {\n    pAcceptor->removeThread(s);\n  }\n  ::close(s);\n\n  return 0;\n",
    },
    Mend {
        why: "a descriptor's number is forgotten before it is free for the next connection",
        file: "ThreadedSocketAcceptor.cpp",
        before: "  delete pConnection;\n  if (!pAcceptor->isStopped()) {\n    pAcceptor->removeThread(socket);\n  }\n",
        after: "  if (!pAcceptor->isStopped()) {\n    pAcceptor->removeThread(socket);\n  }\n  delete pConnection;\n",
    },
    Mend {
        why: "includes of the above",
        file: "ThreadedSocketAcceptor.cpp",
        before: "#include \"Utility.h\"\n",
        after: "#include \"Utility.h\"\n#include <sys/socket.h>\n#include <unistd.h>\n",
    },
    Mend {
        why: "as in the acceptor",
        file: "ThreadedSocketInitiator.cpp",
        before: "    socket_close(i->first);\n",
        after: "    ::shutdown(i->first, SHUT_RDWR);\n",
    },
    Mend {
        why: "as in the acceptor",
        file: "ThreadedSocketInitiator.cpp",
        before: "  delete pConnection;\n  if (!pInitiator->isStopped()) {\n    pInitiator->removeThread(socket);\n  }\n",
        after: "  if (!pInitiator->isStopped()) {\n    pInitiator->removeThread(socket);\n  }\n  delete pConnection;\n",
    },
    Mend {
        why: "includes of the above",
        file: "ThreadedSocketInitiator.cpp",
        before: "#include \"Session.h\"\n",
        after: "#include \"Session.h\"\n#include <sys/socket.h>\n",
    },
    Mend {
        why: "an acceptor listens on the address it is given, loopback unless told otherwise",
        file: "Utility.cpp",
        before: "socket_handle socket_createAcceptor(int port, bool reuse) {\n",
        after: "static in_addr_t acceptor_address = 0x0100007f;\nvoid socket_setAcceptorAddress(in_addr_t address) { acceptor_address = address; }\n\nsocket_handle socket_createAcceptor(int port, bool reuse) {\n",
    },
    Mend {
        why: "the use of it",
        file: "Utility.cpp",
        before: "  address.sin_addr.s_addr = INADDR_ANY;\n  socklen = sizeof(address);\n  if (reuse) {",
        after: "  address.sin_addr.s_addr = acceptor_address;\n  socklen = sizeof(address);\n  if (reuse) {",
    },
    Mend {
        why: "a socket that could not listen is closed by who made it",
        file: "Utility.cpp",
        before: "  if (result == BIND_SOCKET_ERROR) {\n    return INVALID_SOCKET_HANDLE;\n",
        after: "  if (result == BIND_SOCKET_ERROR) {\n    close(socket);\n    return INVALID_SOCKET_HANDLE;\n",
    },
    Mend {
        why: "its declaration",
        file: "Utility.h",
        before: "socket_handle socket_createAcceptor(int port, bool reuse = false);\n",
        after: "socket_handle socket_createAcceptor(int port, bool reuse = false);\nvoid socket_setAcceptorAddress(in_addr_t address);\n",
    },
];

/// Makes the changes in the copied sources.
pub fn apply(sources: &Path) {
    for mend in MENDS {
        let path = sources.join(mend.file);
        let text = fs::read_to_string(&path).expect("the sources were copied").replace("\r\n", "\n");
        let found = text.matches(mend.before).count();
        assert!(found == 1, "{} has this {found} times ({}):\n{}", mend.file, mend.why, mend.before);
        fs::write(&path, text.replacen(mend.before, mend.after, 1))
            .expect("the folder of the build can be written");
    }
}

fn mark(out: &Path) -> PathBuf {
    out.join("mends")
}

fn digest() -> String {
    let mut hasher = DefaultHasher::new();
    for mend in MENDS {
        (mend.file, mend.before, mend.after).hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

/// Whether what was compiled last had other changes in it.
pub fn changed(out: &Path) -> bool {
    fs::read_to_string(mark(out)).ok().as_deref() != Some(&digest())
}

/// Notes what was compiled.
pub fn remember(out: &Path) {
    fs::write(mark(out), digest()).expect("the folder of the build can be written");
}
