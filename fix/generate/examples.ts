// An example of every message, without what the FIX engine adds (8, 9, 34, 49, 52, 56 and 10). Tests hold each against the
// table, and those that become commands are made into commands and back.
import type { Version } from '../src/table/fields.ts'

export interface Example {
  readonly text: string
  /** What it says. */
  readonly says: string
  /** Versions that it is for; all that have the message where left out. */
  readonly versions?: readonly Version[]
}

const OLD: readonly Version[] = ['4.2', '4.4']
const ORDER = '35=D|11=order-1|55=BTCUSD|54=1'
const REPORT = '35=8|37=77|11=order-1'

/** By message type, in `|` for SOH. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  0: [{ text: '35=0|112=ping-1|', says: 'Alive; the answer to TestRequest ping-1.' }],
  1: [{ text: '35=1|112=ping-1|', says: 'Are you there?' }],
  2: [{ text: '35=2|7=12|16=0|', says: 'Send 12 and all that followed again.' }],
  3: [
    {
      text: '35=3|45=12|371=44|372=D|373=6|58=Price (44) is no PRICE|',
      says: 'Message 12 had a price that is none.',
    },
  ],
  4: [{ text: '35=4|36=20|123=Y|', says: 'Nothing of interest until 20.' }],
  5: [{ text: '35=5|58=end of the day|', says: 'Goodbye.' }],
  A: [
    {
      text: '35=A|98=0|108=30|553=alpha|554=secret|35002=3|',
      says: 'Log on by password; cancel my orders when I am gone.',
      versions: OLD,
    },
    {
      text: '35=A|98=0|108=30|95=4|96=c2ln|1137=9|',
      says: 'Log on by key over FIXT 1.1.',
      versions: ['5.0SP2'],
    },
  ],
  D: [
    {
      text: `${ORDER}|40=2|38=0.5|44=12000|59=1|`,
      says: 'Buy half a coin at 12,000 or better, until canceled.',
    },
    { text: `${ORDER}|40=2|38=0.5|44=12000|18=6|`, says: 'The same for today, and only if it rests.' },
    { text: `${ORDER}|40=1|152=250|`, says: 'Buy for 250 dollars.' },
    {
      text: `${ORDER}|40=2|38=10|44=12000|111=1|110=2|`,
      says: 'An iceberg that shows one coin, of which two trade at once or nothing.',
      versions: OLD,
    },
    { text: `${ORDER}|40=2|38=10|44=12000|1138=1|110=2|`, says: 'The same.', versions: ['5.0SP2'] },
    {
      text: '35=D|11=order-2|55=BTCUSD|54=2|40=4|38=1|44=11900|99=11950|59=1|',
      says: 'Sell at 11,900 or better once 11,950 traded.',
      versions: OLD,
    },
    {
      text: '35=D|11=order-2|55=BTCUSD|54=2|40=4|38=1|44=11900|1100=4|1101=1|1102=11950|1107=3|1109=D|59=1|',
      says: 'The same once the best bid is there.',
      versions: ['5.0SP2'],
    },
    { text: '35=D|11=order-3|55=BTCUSD|54=2|40=J|38=1|99=12500|', says: 'Take the profit at 12,500.' },
    {
      text: '35=D|11=order-4|55=BTCUSD|54=2|40=3|18=a|38=1|211=250|836=1|99=12100|',
      says: 'A stop 2.5 per cent behind the best price, from 12,100 on.',
    },
    {
      text: '35=D|11=order-5|55=BTCUSD|54=1|40=P|18=R|38=1|44=12000|211=-0.1|',
      says: 'Ten cents below the best bid, at 12,000 at most.',
      versions: OLD,
    },
    {
      text: '35=D|11=order-5|55=BTCUSD|54=1|40=P|1094=5|38=1|44=12000|211=-0.1|',
      says: 'The same.',
      versions: ['5.0SP2'],
    },
    {
      text: `${ORDER}|40=2|38=1|44=12000|59=6|126=20260102-20:00:00|2964=2|`,
      says: 'Until 20:00, and it cancels what rests of its own.',
    },
    {
      text: `${ORDER}|40=2|38=1|44=12000|1=ALPHA|109=ALPHA|76=BROKER|21=1|`,
      says: 'For the account ALPHA.',
      versions: ['4.2'],
    },
    {
      text: `${ORDER}|40=2|38=1|44=12000|453=2|448=ALPHA|447=D|452=24|448=Jo|447=D|452=12|582=4|`,
      says: 'For the account ALPHA, by its trader Jo.',
      versions: ['4.4', '5.0SP2'],
    },
  ],
  E: [
    {
      text: '35=E|66=list-1|394=3|68=2|1385=1|73=2|11=profit|67=1|55=BTCUSD|54=2|40=2|38=1|44=12500|59=1|11=stop|67=2|55=BTCUSD|54=2|40=3|38=1|99=11500|59=1|',
      says: 'Sell at 12,500, or stop at 11,500: one cancels the other.',
    },
  ],
  K: [{ text: '35=K|66=list-1|11=cancel-1|', says: 'Cancel both.' }],
  F: [{ text: '35=F|11=cancel-1|41=order-1|55=BTCUSD|54=1|', says: 'Cancel order-1.' }],
  G: [
    {
      text: '35=G|11=order-1b|41=order-1|55=BTCUSD|54=1|40=2|38=0.4|44=12000|59=1|',
      says: 'Only 0.4 coins in all; it keeps its place.',
    },
  ],
  H: [{ text: '35=H|11=order-1|37=77|55=BTCUSD|54=1|', says: 'How does order 77 stand?' }],
  q: [
    { text: '35=q|11=cancel-2|530=7|', says: 'Cancel all.' },
    { text: '35=q|11=cancel-3|530=1|55=BTCUSD|54=2|', says: 'Cancel all sales of one symbol.' },
  ],
  r: [
    {
      text: '35=r|11=cancel-2|37=cancel-2|530=7|531=7|533=3|1=ALPHA|60=20260102-03:04:05.123|',
      says: 'Three orders are canceled.',
      versions: OLD,
    },
    {
      text: '35=r|11=cancel-2|1369=cancel-2|37=cancel-2|530=7|531=7|533=3|1=ALPHA|60=20260102-03:04:05.123456|',
      says: 'The same.',
      versions: ['5.0SP2'],
    },
  ],
  AF: [{ text: '35=AF|584=status-1|585=7|', says: 'What is open?' }],
  8: [
    {
      text: `${REPORT}|17=E100-0|20=0|150=0|39=0|1=ALPHA|55=BTCUSD|54=1|40=2|38=2|44=12000|59=0|151=2|14=0|6=0|60=20260102-03:04:05.123|`,
      says: 'The order stands.',
      versions: ['4.2'],
    },
    {
      text: `${REPORT}|17=T3-9B|20=0|150=1|39=1|1=ALPHA|55=BTCUSD|54=1|40=2|38=2|44=12000|59=0|32=0.5|31=11999.95|151=1.5|14=0.5|6=11999.95|60=20260102-03:04:05.123|75=20260102|64=20260102|15=USD|12=0.00012|13=3|`,
      says: 'Half a coin was bought.',
      versions: ['4.2'],
    },
    {
      text: `${REPORT}|17=E100-0|150=0|39=0|1=ALPHA|55=BTCUSD|54=1|40=2|38=2|44=12000|59=0|151=2|14=0|6=0|60=20260102-03:04:05.123456|`,
      says: 'The order stands.',
      versions: ['4.4', '5.0SP2'],
    },
    {
      text: `${REPORT}|17=T3-9B|150=F|39=1|1=ALPHA|55=BTCUSD|54=1|40=2|38=2|44=12000|59=0|32=0.5|31=11999.95|151=1.5|14=0.5|6=11999.95|60=20260102-03:04:05.123456|75=20260102|64=20260102|15=USD|851=2|880=9|136=1|137=0.00012|138=BTC|139=4|`,
      says: 'Half a coin was bought.',
      versions: ['4.4', '5.0SP2'],
    },
    {
      text: `${REPORT}|17=E110-0B|19=T3-9B|150=H|39=1|1=ALPHA|55=BTCUSD|54=1|40=2|38=2|44=12000|59=0|32=0.5|31=11999.95|151=1.5|14=0.5|6=11999.95|60=20260102-04:00:00.000000|75=20260102|64=20260102|15=USD|851=2|880=9|`,
      says: 'That trade was taken back by the exchange.',
      versions: ['4.4', '5.0SP2'],
    },
    {
      text: '35=8|37=NONE|11=order-9|17=E104-0|150=8|39=8|103=3|1=ALPHA|55=BTCUSD|54=2|40=1|38=1|59=0|151=0|14=0|6=0|60=20260102-03:04:05.123456|58=insufficient balance|',
      says: 'An order was refused.',
      versions: ['4.4', '5.0SP2'],
    },
  ],
  9: [
    {
      text: '35=9|37=77|11=cancel-1|41=order-1|39=2|434=1|102=0|1=ALPHA|60=20260102-03:04:05.123|58=order done|',
      says: 'Too late: the order was filled.',
    },
  ],
  j: [
    {
      text: '35=j|45=12|372=D|379=order-1|380=5|58=Price (44) is needed here|',
      says: 'A limit order without its limit.',
    },
  ],
  N: [
    {
      text: '35=N|66=list-1|429=1|82=1|431=3|83=1|1385=1|60=20260102-03:04:05.123|68=2|73=2|11=profit|14=0|39=0|151=1|6=0|11=stop|14=0|39=0|151=1|6=0|',
      says: 'The list stands.',
    },
  ],
  i: [
    {
      text: '35=i|117=quote-1|296=1|302=1|304=2|295=2|299=1|55=BTCUSD|132=11999|133=12001|134=1|135=1|299=2|55=BTCUSD|132=11998|134=5|',
      says: 'Two bids and an offer in place of what was quoted before.',
    },
  ],
  Z: [
    { text: '35=Z|117=quote-2|298=4|', says: 'Cancel all quotes.' },
    { text: '35=Z|117=quote-3|298=1|295=1|55=BTCUSD|', says: 'Cancel those of one symbol.' },
  ],
  b: [{ text: '35=b|117=quote-1|297=0|533=3|1=ALPHA|55=BTCUSD|', says: 'Three quotes stand.' }],
  V: [
    {
      text: '35=V|262=md-1|263=1|264=10|265=1|267=3|269=0|269=1|269=2|146=1|55=BTCUSD|',
      says: 'Ten levels of both sides and the trades, and what changes.',
    },
  ],
  W: [
    {
      text: '35=W|262=md-1|55=BTCUSD|83=1|268=2|269=0|270=11999|271=1.5|290=1|269=1|270=12001|271=2|290=1|',
      says: 'One level of each side.',
    },
  ],
  X: [
    {
      text: '35=X|262=md-1|268=2|279=1|269=0|55=BTCUSD|270=11999|271=1|83=2|279=0|269=2|278=T9|55=BTCUSD|270=11999|271=0.5|272=20260102|273=03:04:05.123|83=3|',
      says: 'A bid shrank by a trade.',
    },
  ],
  Y: [{ text: '35=Y|262=md-1|281=0|58=no such symbol|', says: 'No such symbol.' }],
  x: [{ text: '35=x|320=list-1|559=4|', says: 'Which symbols are there?' }],
  y: [
    {
      text: '35=y|320=list-1|322=list-1-1|560=0|393=1|893=Y|146=1|55=BTCUSD|15=USD|969=0.05|562=0.0001|1140=100|561=0.0001|',
      says: 'One.',
    },
  ],
  c: [{ text: '35=c|320=def-1|321=1|55=BTCUSD|', says: 'What is BTCUSD?' }],
  d: [
    {
      text: '35=d|320=def-1|322=def-1-1|323=4|55=BTCUSD|15=USD|969=0.05|562=0.0001|1140=100|561=0.0001|393=1|',
      says: 'Its steps and bounds.',
    },
  ],
  e: [{ text: '35=e|324=status-1|55=BTCUSD|263=1|', says: 'How does it trade? Tell me when that changes.' }],
  f: [{ text: '35=f|324=status-1|55=BTCUSD|325=N|326=17|60=20260102-03:04:05.123|', says: 'It trades.' }],
  g: [{ text: '35=g|335=phase-1|336=BTCUSD|263=1|', says: 'Which phase is it in?' }],
  h: [{ text: '35=h|335=phase-1|336=BTCUSD|340=2|325=N|', says: 'It trades continuously.' }],
  B: [
    {
      text: '35=B|42=20260102-03:04:05.123|61=1|148=BTCUSD is halted|146=1|55=BTCUSD|33=1|58=by the operator|',
      says: 'A halt.',
    },
  ],
  AN: [{ text: '35=AN|710=pos-1|724=0|1=ALPHA|', says: 'What do I hold?' }],
  AP: [
    {
      text: '35=AP|721=pos-1-1|710=pos-1|724=0|728=0|727=1|1=ALPHA|581=1|715=20260102|730=11999.95|731=1|734=0|55=BTCUSD|702=1|703=TOT|704=0.5|',
      says: 'Half a coin, bought at 11,999.95.',
    },
  ],
  AD: [{ text: '35=AD|568=trades-1|569=0|1=ALPHA|580=1|75=20260102|', says: 'The trades of a day.' }],
  AQ: [{ text: '35=AQ|568=trades-1|569=0|748=1|749=0|750=0|', says: 'One follows.' }],
  AE: [
    {
      text: '35=AE|571=T3-9B|568=trades-1|748=1|912=Y|17=T3-9B|570=N|55=BTCUSD|32=0.5|31=11999.95|75=20260102|60=20260102-03:04:05.123456|64=20260102|880=9|552=1|54=1|37=77|11=order-1|1=ALPHA|851=2|136=1|137=0.00012|138=BTC|139=4|',
      says: 'Half a coin was bought.',
    },
  ],
}
