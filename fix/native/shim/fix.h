// The C face of the FIX engine, for Rust. No exception leaves a function; those that can fail write the reason into
// `error`, which has room for ERROR_BYTES.
#ifndef TAPEBOOK_FIX_H
#define TAPEBOOK_FIX_H

#include <stddef.h>
#include <stdint.h>

#define ERROR_BYTES 512

#ifdef __cplusplus
extern "C" {
#endif

// What happened, as `event` is told.
enum {
  FIX_CREATED = 1,
  FIX_LOGON = 2,
  FIX_LOGOUT = 3,
  FIX_FROM_ADMIN = 4,
  FIX_FROM_APP = 5,
  FIX_TO_ADMIN = 6,
};

// What `fix_send` answers.
enum {
  FIX_SENT = 0,
  FIX_NOT_LOGGED_ON = 1,
  FIX_NOT_SENT = 2,
  FIX_MALFORMED = 3,
};

// Called on threads of QuickFIX. Nothing may unwind out of them.
typedef struct {
  void *data;
  // Something happened on a session. `bytes` is the message, empty where there is none, and is gone after the call.
  void (*event)(void *data, uint32_t session, uint8_t kind, const char *bytes, size_t length);
  // A log-on of somebody who is not yet known. Answers 1 to accept it; else `reason` becomes the text of the log-out.
  // Blocks that session's thread alone.
  int (*logon)(void *data, uint32_t session, const char *bytes, size_t length, char *reason, size_t room);
} FixHost;

typedef struct FixEngine FixEngine;

typedef struct {
  uint8_t logged_on;
  uint8_t enabled;
  uint8_t connected;
  uint64_t next_sender;
  uint64_t next_target;
  // When its numbers began, in seconds.
  uint64_t created;
} FixStatus;

// An acceptor or an initiator (`is_acceptor`) with the sessions of `settings` (QuickFIX's text). Opens stores, no socket.
FixEngine *fix_open(int is_acceptor, const char *settings, const char *store, const char *log, FixHost host, char *error);
// Listens, or starts to connect. `address` is dotted, for acceptors.
int fix_start(FixEngine *engine, const char *address, char *error);
// Logs sessions out, waits for their answers for at most `wait_ms`, and ends. Blocks.
void fix_stop(FixEngine *engine, uint32_t wait_ms);
void fix_free(FixEngine *engine);

// Adds the sessions of `settings` to an acceptor that may already listen. Answers how many were new, or -1.
int fix_add(FixEngine *engine, const char *settings, char *error);
uint32_t fix_count(const FixEngine *engine);
// The session's id as BeginString:SenderCompID->TargetCompID, ours first.
int fix_name(const FixEngine *engine, uint32_t session, char *name, size_t room);
int fix_status(const FixEngine *engine, uint32_t session, FixStatus *status);

// Sends the fields of one message (`35=..` first, SOH after each, no 8, 9, 34, 49, 52, 56, 10). Blocks while the
// counterparty does not read. With `keep`, who is away gets it by a resend; without, it is not sent and not numbered.
int fix_send(FixEngine *engine, uint32_t session, const char *fields, size_t length, int keep);
// Fields that an initiator adds to its log-on.
void fix_logon_fields(FixEngine *engine, uint32_t session, const char *fields, size_t length);
// Sets the next numbers; 0 leaves one as it is.
int fix_set_numbers(FixEngine *engine, uint32_t session, uint64_t sender, uint64_t target, char *error);
// Begins the session anew at 1 and 1: logs out and disconnects who is there.
int fix_reset(FixEngine *engine, uint32_t session, char *error);
// Logs out; the session takes no log-on until `fix_enable`.
void fix_disable(FixEngine *engine, uint32_t session, const char *reason);
void fix_enable(FixEngine *engine, uint32_t session);
// Cuts the connection at once.
void fix_disconnect(FixEngine *engine, uint32_t session);

// What was sent under the numbers from `begin` to `end`, each followed by a zero byte. `take` is called once.
void fix_stored(FixEngine *engine, uint32_t session, uint64_t begin, uint64_t end, void *data,
                void (*take)(void *data, const char *bytes, size_t length));
// The last messages and events of a session, oldest first, secrets masked, a line each.
void fix_recent(FixEngine *engine, uint32_t session, void *data, void (*take)(void *data, const char *bytes, size_t length));

#ifdef __cplusplus
}
#endif
#endif
