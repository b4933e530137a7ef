import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import quickfix.Application;

import quickfix.DataDictionary;
import quickfix.DefaultMessageFactory;
import quickfix.FieldNotFound;
import quickfix.FileStoreFactory;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionFactory;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketAcceptor;
import quickfix.SocketInitiator;
import quickfix.field.ApplVerID;
import quickfix.field.MsgType;
import quickfix.mina.SessionConnector;

/**
 * A counterparty on QuickFIX/J as it is, without a rule of its own: a test tells it over standard input what to send,
 * and it tells on standard output what happens.
 *
 * <p>Started with the path of QuickFIX/J's settings and fields of its log-ons (none is an empty word). A line of input is a word, the number of a session in the order in
 * which sessions were made, and what belongs to the word; fields have {@code |} behind each:
 *
 * <pre>
 * send 0 35=D|11=A1|...|   a message with the next number
 * logon 0                  takes part again after a logout
 * logout 0
 * numbers 0 7 9            the next numbers out and in
 * </pre>
 *
 * <p>A line of output is a word, the number of the session, and a message where there is one: {@code created},
 * {@code logon}, {@code logout}, {@code in} and {@code out} for messages of the application, {@code admin-in} and
 * {@code admin-out} for those of the session, and {@code error} with a reason. It ends when its input does.
 */
public final class Counterparty implements Application {
  private static final char SOH = '\001';
  private final List<SessionID> sessions = new CopyOnWriteArrayList<>();
  private final String[] logonFields;

  private Counterparty(String logonFields) {
    this.logonFields = logonFields.split("\\|");
  }

  public static void main(String[] arguments) throws Exception {
    SessionSettings settings = new SessionSettings(arguments[0]);
    Counterparty counterparty = new Counterparty(arguments[1]);
    FileStoreFactory stores = new FileStoreFactory(settings);
    DefaultMessageFactory messages = new DefaultMessageFactory();
    SessionConnector connector =
        settings.getString(SessionFactory.SETTING_CONNECTION_TYPE).equals("acceptor")
            ? new SocketAcceptor(counterparty, stores, settings, messages)
            : new SocketInitiator(counterparty, stores, settings, messages);
    connector.start();
    System.out.println("ready");
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.ISO_8859_1));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      try {
        counterparty.run(line);
      } catch (Exception error) {
        System.out.println("error " + error);
      }
    }
    connector.stop(true);
    System.exit(0);
  }

  private void run(String line) throws Exception {
    String[] words = line.split(" ", 3);
    SessionID id = sessions.get(Integer.parseInt(words[1]));
    Session session = Session.lookupSession(id);
    switch (words[0]) {
      case "send":
        session.send(parse(id, words[2]));
        break;
      case "logon":
        session.logon();
        break;
      case "logout":
        session.logout();
        break;
      case "numbers":
        String[] numbers = words[2].split(" ");
        session.setNextSenderMsgSeqNum(Integer.parseInt(numbers[0]));
        session.setNextTargetMsgSeqNum(Integer.parseInt(numbers[1]));
        break;
      default:
        throw new IllegalArgumentException(words[0]);
    }
  }

  /** Fields become a message with its groups, by the dictionary of the session; what it means is not looked at. */
  private static Message parse(SessionID id, String fields) throws Exception {
    Session session = Session.lookupSession(id);
    String begin = id.getBeginString();
    DataDictionary frame = session.getDataDictionaryProvider().getSessionDataDictionary(begin);
    DataDictionary body =
        id.isFIXT()
            ? session.getDataDictionaryProvider().getApplicationDataDictionary(new ApplVerID(ApplVerID.FIX50SP2))
            : frame;
    String text = "8=" + begin + SOH + "9=0" + SOH + fields.replace('|', SOH) + "10=000" + SOH;
    Message message = new Message();
    message.fromString(text, frame, body, false);
    return message;
  }

  private void tell(String word, SessionID id, Message message) {
    System.out.println(word + " " + sessions.indexOf(id) + " " + message.toString().replace(SOH, '|'));
  }

  @Override
  public void onCreate(SessionID id) {
    sessions.add(id);
    System.out.println("created " + sessions.indexOf(id) + " " + id);
  }

  @Override
  public void onLogon(SessionID id) {
    System.out.println("logon " + sessions.indexOf(id));
  }

  @Override
  public void onLogout(SessionID id) {
    System.out.println("logout " + sessions.indexOf(id));
  }

  @Override
  public void toAdmin(Message message, SessionID id) {
    try {
      if (MsgType.LOGON.equals(message.getHeader().getString(MsgType.FIELD))) {
        for (String field : logonFields) {
          int at = field.indexOf('=');
          if (at > 0) message.setString(Integer.parseInt(field.substring(0, at)), field.substring(at + 1));
        }
      }
    } catch (FieldNotFound error) {
      throw new IllegalStateException(error);
    }
    tell("admin-out", id, message);
  }

  @Override
  public void fromAdmin(Message message, SessionID id) {
    tell("admin-in", id, message);
  }

  @Override
  public void toApp(Message message, SessionID id) {
    tell("out", id, message);
  }

  @Override
  public void fromApp(Message message, SessionID id) {
    tell("in", id, message);
  }
}
