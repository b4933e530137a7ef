// Generated from wire.fbs; do not edit.

/** The binary port as parts of an AsyncAPI 3 document. */
export interface BinaryPort {
  /** Names of messages that a client sends. */
  readonly fromClient: readonly string[];
  readonly fromServer: readonly string[];
  /** By name; a payload is a frame's body, shown by its fields. */
  readonly messages: Readonly<Record<string, object>>;
  /** Structs and enumerations, with x-offset and x-type as they lie in the bytes. */
  readonly schemas: Readonly<Record<string, object>>;
}

export const binaryPort: BinaryPort = {
 "fromClient": [
  "Logon",
  "Heartbeat",
  "Logout",
  "NewOrder",
  "CancelOrder",
  "ReplaceOrder",
  "CancelAll",
  "NewAdvancedOrder",
  "MassQuote",
  "CancelQuotes",
  "CancelAfter",
  "NewOrderList",
  "CancelOrderList",
  "AddAsset",
  "AddInstrument",
  "SetInstrumentStatus",
  "SetPriceRules",
  "SetReferencePrice",
  "OpenAccounts",
  "SetAccountStatus",
  "SetAccountTier",
  "SetStpGroup",
  "Deposit",
  "Withdraw",
  "Transfer",
  "SetFees",
  "SetLimits",
  "SetReferenceRate",
  "SetRequestWindow",
  "RegisterKey",
  "RevokeKey",
  "BindAccount",
  "BustTrade",
  "CorrectTrade",
  "SetTriggerLimit",
  "SetSchedule",
  "SetTradingRules",
  "SetKillSwitch",
  "SetRiskGroup",
  "SetGroupOwner",
  "Subscribe",
  "Unsubscribe",
  "QueryAssets",
  "QueryInstruments",
  "QueryBalances",
  "QueryOrders",
  "QueryPositions",
  "SimulateOrder",
  "QueryTrade",
  "QueryOrderLists",
  "QueryLimits"
 ],
 "fromServer": [
  "Challenge",
  "LogonAccepted",
  "Heartbeat",
  "Logout",
  "SessionReject",
  "ResumeComplete",
  "OrderAccepted",
  "OrderRested",
  "OrderReduced",
  "OrderCanceled",
  "OrderReplaced",
  "Trade",
  "Fill",
  "RequestRejected",
  "RequestRepeated",
  "Applied",
  "TradeAmended",
  "OrderTerms",
  "OrderTriggered",
  "OrderRefreshed",
  "PhaseChanged",
  "AuctionIndication",
  "AuctionTrade",
  "PegsMoved",
  "ListStatus",
  "ListLegStarted",
  "TopOfBook",
  "BookSnapshot",
  "BookUpdate",
  "TradeTick",
  "OrdersSnapshot",
  "OrdersUpdate",
  "InstrumentState",
  "Ticker",
  "Candle",
  "FeedResumed",
  "QuoteCandle",
  "AssetReport",
  "InstrumentReport",
  "BalanceReport",
  "OrderReport",
  "PositionReport",
  "SimulationReport",
  "SettlementReport",
  "QueryDone",
  "OrderListReport",
  "LimitsReport"
 ],
 "messages": {
  "Challenge": {
   "name": "Challenge",
   "contentType": "application/octet-stream",
   "x-message-type": 257,
   "summary": "First frame a server sends: what to sign.",
   "payload": {
    "$ref": "#/components/schemas/Challenge"
   }
  },
  "Logon": {
   "name": "Logon",
   "contentType": "application/octet-stream",
   "x-message-type": 258,
   "summary": "Log on with an Ed25519 key.",
   "payload": {
    "$ref": "#/components/schemas/Logon"
   }
  },
  "LogonAccepted": {
   "name": "LogonAccepted",
   "contentType": "application/octet-stream",
   "x-message-type": 259,
   "summary": "The log-on stands.",
   "payload": {
    "$ref": "#/components/schemas/LogonAccepted"
   }
  },
  "Heartbeat": {
   "name": "Heartbeat",
   "contentType": "application/octet-stream",
   "x-message-type": 260,
   "summary": "Alive. A server answers each with one of its own.",
   "payload": {
    "$ref": "#/components/schemas/Heartbeat"
   }
  },
  "Logout": {
   "name": "Logout",
   "contentType": "application/octet-stream",
   "x-message-type": 261,
   "summary": "Goodbye, from either side; the connection closes.",
   "payload": {
    "$ref": "#/components/schemas/Logout"
   }
  },
  "SessionReject": {
   "name": "SessionReject",
   "contentType": "application/octet-stream",
   "x-message-type": 262,
   "summary": "A refusal that was not journaled.",
   "payload": {
    "$ref": "#/components/schemas/SessionReject"
   }
  },
  "ResumeComplete": {
   "name": "ResumeComplete",
   "contentType": "application/octet-stream",
   "x-message-type": 263,
   "summary": "The stream has caught up; what follows is live.",
   "payload": {
    "$ref": "#/components/schemas/ResumeComplete"
   }
  },
  "NewOrder": {
   "name": "NewOrder",
   "contentType": "application/octet-stream",
   "x-message-type": 513,
   "summary": "Enter an order (FIX D).",
   "payload": {
    "$ref": "#/components/schemas/NewOrder"
   }
  },
  "CancelOrder": {
   "name": "CancelOrder",
   "contentType": "application/octet-stream",
   "x-message-type": 514,
   "summary": "Cancel an order (FIX F).",
   "payload": {
    "$ref": "#/components/schemas/CancelOrder"
   }
  },
  "ReplaceOrder": {
   "name": "ReplaceOrder",
   "contentType": "application/octet-stream",
   "x-message-type": 515,
   "summary": "Change price or quantity (FIX G). A price change or a higher quantity loses priority.",
   "payload": {
    "$ref": "#/components/schemas/ReplaceOrder"
   }
  },
  "CancelAll": {
   "name": "CancelAll",
   "contentType": "application/octet-stream",
   "x-message-type": 516,
   "summary": "Cancel every open order of the account that fits (FIX q).",
   "payload": {
    "$ref": "#/components/schemas/CancelAll"
   }
  },
  "NewAdvancedOrder": {
   "name": "NewAdvancedOrder",
   "contentType": "application/octet-stream",
   "x-message-type": 517,
   "summary": "Enter an order with attributes that a NewOrder does not have (FIX D). Fields that its type does not use are 0.",
   "payload": {
    "$ref": "#/components/schemas/NewAdvancedOrder"
   }
  },
  "MassQuote": {
   "name": "MassQuote",
   "contentType": "application/octet-stream",
   "x-message-type": 519,
   "summary": "Replace all quotes of the account in an instrument at once (FIX i), or none of them where any entry is refused. Each entry becomes a limit order, good till canceled, answered by an OrderAccepted under this request's client id; last comes Applied with the number of quotes that rest.",
   "payload": {
    "$ref": "#/components/schemas/MassQuote"
   }
  },
  "CancelQuotes": {
   "name": "CancelQuotes",
   "contentType": "application/octet-stream",
   "x-message-type": 520,
   "summary": "Cancel the account's quotes (FIX Z); answered by Applied with their number.",
   "payload": {
    "$ref": "#/components/schemas/CancelQuotes"
   }
  },
  "CancelAfter": {
   "name": "CancelAfter",
   "contentType": "application/octet-stream",
   "x-message-type": 521,
   "summary": "Cancel every open order of the account unless this is sent again in time (a dead man's switch). Each replaces the one before; answered by Applied with the time at which it runs out.",
   "payload": {
    "$ref": "#/components/schemas/CancelAfter"
   }
  },
  "NewOrderList": {
   "name": "NewOrderList",
   "contentType": "application/octet-stream",
   "x-message-type": 522,
   "summary": "Enter two or three orders that are bound to each other (FIX E), or none of them where any leg is refused. Answered by a ListStatus, then an OrderAccepted for each leg under the leg's client id. The reference has a page on lists.",
   "payload": {
    "$ref": "#/components/schemas/NewOrderList"
   }
  },
  "CancelOrderList": {
   "name": "CancelOrderList",
   "contentType": "application/octet-stream",
   "x-message-type": 523,
   "summary": "Cancel all legs of a list.",
   "payload": {
    "$ref": "#/components/schemas/CancelOrderList"
   }
  },
  "AddAsset": {
   "name": "AddAsset",
   "contentType": "application/octet-stream",
   "x-message-type": 769,
   "summary": "A new asset; gets the next asset index.",
   "payload": {
    "$ref": "#/components/schemas/AddAsset"
   }
  },
  "AddInstrument": {
   "name": "AddInstrument",
   "contentType": "application/octet-stream",
   "x-message-type": 770,
   "summary": "A new instrument; gets the next instrument index. Takes orders at once (status continuous).",
   "payload": {
    "$ref": "#/components/schemas/AddInstrument"
   }
  },
  "SetInstrumentStatus": {
   "name": "SetInstrumentStatus",
   "contentType": "application/octet-stream",
   "x-message-type": 771,
   "summary": "Change the phase: halt, resume, suspend, delist, begin or end an auction.",
   "payload": {
    "$ref": "#/components/schemas/SetInstrumentStatus"
   }
  },
  "SetPriceRules": {
   "name": "SetPriceRules",
   "contentType": "application/octet-stream",
   "x-message-type": 772,
   "summary": "Change collar, band, protection and tick table; open orders that no longer fit are canceled (HALT).",
   "payload": {
    "$ref": "#/components/schemas/SetPriceRules"
   }
  },
  "SetReferencePrice": {
   "name": "SetReferencePrice",
   "contentType": "application/octet-stream",
   "x-message-type": 773,
   "summary": "Set the reference price that collar, band and protection are measured from.",
   "payload": {
    "$ref": "#/components/schemas/SetReferencePrice"
   }
  },
  "OpenAccounts": {
   "name": "OpenAccounts",
   "contentType": "application/octet-stream",
   "x-message-type": 774,
   "summary": "Open count accounts with the next account indices.",
   "payload": {
    "$ref": "#/components/schemas/OpenAccounts"
   }
  },
  "SetAccountStatus": {
   "name": "SetAccountStatus",
   "contentType": "application/octet-stream",
   "x-message-type": 775,
   "summary": "Freeze, unfreeze or close.",
   "payload": {
    "$ref": "#/components/schemas/SetAccountStatus"
   }
  },
  "SetAccountTier": {
   "name": "SetAccountTier",
   "contentType": "application/octet-stream",
   "x-message-type": 776,
   "summary": "Put an account in a fee tier.",
   "payload": {
    "$ref": "#/components/schemas/SetAccountTier"
   }
  },
  "SetStpGroup": {
   "name": "SetStpGroup",
   "contentType": "application/octet-stream",
   "x-message-type": 777,
   "summary": "Accounts of one group do not trade with each other; 0 for none.",
   "payload": {
    "$ref": "#/components/schemas/SetStpGroup"
   }
  },
  "Deposit": {
   "name": "Deposit",
   "contentType": "application/octet-stream",
   "x-message-type": 778,
   "summary": "Credit an account (AL-05). The client id is its reference, remembered for good for this account.",
   "payload": {
    "$ref": "#/components/schemas/Deposit"
   }
  },
  "Withdraw": {
   "name": "Withdraw",
   "contentType": "application/octet-stream",
   "x-message-type": 779,
   "summary": "Debit an account (AL-05). The client id is its reference, remembered for good for this account.",
   "payload": {
    "$ref": "#/components/schemas/Withdraw"
   }
  },
  "Transfer": {
   "name": "Transfer",
   "contentType": "application/octet-stream",
   "x-message-type": 780,
   "summary": "Move money between two accounts. The client id is its reference, remembered for good for source.",
   "payload": {
    "$ref": "#/components/schemas/Transfer"
   }
  },
  "SetFees": {
   "name": "SetFees",
   "contentType": "application/octet-stream",
   "x-message-type": 781,
   "summary": "Fees of a tier; the narrower setting holds.",
   "payload": {
    "$ref": "#/components/schemas/SetFees"
   }
  },
  "SetLimits": {
   "name": "SetLimits",
   "contentType": "application/octet-stream",
   "x-message-type": 782,
   "summary": "Limits before the trade, all of a scope at once; 0 for none. Values are in millionths of a US dollar, by the reference rate of the quote asset.",
   "payload": {
    "$ref": "#/components/schemas/SetLimits"
   }
  },
  "SetReferenceRate": {
   "name": "SetReferenceRate",
   "contentType": "application/octet-stream",
   "x-message-type": 783,
   "summary": "What one smallest unit of an asset is worth, for limits.",
   "payload": {
    "$ref": "#/components/schemas/SetReferenceRate"
   }
  },
  "SetRequestWindow": {
   "name": "SetRequestWindow",
   "contentType": "application/octet-stream",
   "x-message-type": 784,
   "summary": "How many finished requests an account's window remembers.",
   "payload": {
    "$ref": "#/components/schemas/SetRequestWindow"
   }
  },
  "RegisterKey": {
   "name": "RegisterKey",
   "contentType": "application/octet-stream",
   "x-message-type": 785,
   "summary": "Register an Ed25519 key: it becomes a session.",
   "payload": {
    "$ref": "#/components/schemas/RegisterKey"
   }
  },
  "RevokeKey": {
   "name": "RevokeKey",
   "contentType": "application/octet-stream",
   "x-message-type": 786,
   "summary": "Revoke a session's key; it can never log on again.",
   "payload": {
    "$ref": "#/components/schemas/RevokeKey"
   }
  },
  "BindAccount": {
   "name": "BindAccount",
   "contentType": "application/octet-stream",
   "x-message-type": 787,
   "summary": "Let a session act for an account and get its reports (gateways, drop copies).",
   "payload": {
    "$ref": "#/components/schemas/BindAccount"
   }
  },
  "BustTrade": {
   "name": "BustTrade",
   "contentType": "application/octet-stream",
   "x-message-type": 788,
   "summary": "Reverse a trade by new entries. Takes effect when a second operator sends the same.",
   "payload": {
    "$ref": "#/components/schemas/BustTrade"
   }
  },
  "CorrectTrade": {
   "name": "CorrectTrade",
   "contentType": "application/octet-stream",
   "x-message-type": 789,
   "summary": "Reverse a trade and book it at another price or quantity. Takes effect when a second operator sends the same.",
   "payload": {
    "$ref": "#/components/schemas/CorrectTrade"
   }
  },
  "SetTriggerLimit": {
   "name": "SetTriggerLimit",
   "contentType": "application/octet-stream",
   "x-message-type": 790,
   "summary": "How many triggered orders one command may run; the rest run before the next ones.",
   "payload": {
    "$ref": "#/components/schemas/SetTriggerLimit"
   }
  },
  "SetSchedule": {
   "name": "SetSchedule",
   "contentType": "application/octet-stream",
   "x-message-type": 800,
   "summary": "Plan an instrument's phases. Of two plans for one time the later holds; a plan for the past is refused.",
   "payload": {
    "$ref": "#/components/schemas/SetSchedule"
   }
  },
  "SetTradingRules": {
   "name": "SetTradingRules",
   "contentType": "application/octet-stream",
   "x-message-type": 801,
   "summary": "How an instrument's auctions and price bands work. Before it is set: a volatility auction of two minutes, one extension of two minutes, an indication a second.",
   "payload": {
    "$ref": "#/components/schemas/SetTradingRules"
   }
  },
  "SetKillSwitch": {
   "name": "SetKillSwitch",
   "contentType": "application/octet-stream",
   "x-message-type": 816,
   "summary": "Stop somebody at once, or let them go on: while a switch is on, new orders, replaces and quotes that it covers are refused (Killed). Turning it on cancels every open order that it covers (Kill), and again if it is on already. Cancels are always taken.",
   "payload": {
    "$ref": "#/components/schemas/SetKillSwitch"
   }
  },
  "SetRiskGroup": {
   "name": "SetRiskGroup",
   "contentType": "application/octet-stream",
   "x-message-type": 817,
   "summary": "Put an account in a risk group, whose limits and kill switch it shares; 0 for none. Self-trade groups are others.",
   "payload": {
    "$ref": "#/components/schemas/SetRiskGroup"
   }
  },
  "SetGroupOwner": {
   "name": "SetGroupOwner",
   "contentType": "application/octet-stream",
   "x-message-type": 818,
   "summary": "Give a risk group to a member, whose limits and kill switch its accounts share.",
   "payload": {
    "$ref": "#/components/schemas/SetGroupOwner"
   }
  },
  "OrderAccepted": {
   "name": "OrderAccepted",
   "contentType": "application/octet-stream",
   "x-message-type": 1025,
   "summary": "The order stands (FIX 150=0).",
   "payload": {
    "$ref": "#/components/schemas/OrderAccepted"
   }
  },
  "OrderRested": {
   "name": "OrderRested",
   "contentType": "application/octet-stream",
   "x-message-type": 1026,
   "summary": "The rest of an order that traded on arrival, was triggered, or was replaced across, went into the book; or a hidden order did, whose acceptance cannot tell.",
   "payload": {
    "$ref": "#/components/schemas/OrderRested"
   }
  },
  "OrderReduced": {
   "name": "OrderReduced",
   "contentType": "application/octet-stream",
   "x-message-type": 1027,
   "summary": "A resting order shrank without a fill and kept its place (self-trade prevention by decrement, reduce-only).",
   "payload": {
    "$ref": "#/components/schemas/OrderReduced"
   }
  },
  "OrderCanceled": {
   "name": "OrderCanceled",
   "contentType": "application/octet-stream",
   "x-message-type": 1028,
   "summary": "The order ended without a fill (FIX 150=4 or C). A market order by quote amount always ends by this, with state Filled and reason None if it spent or raised its amount.",
   "payload": {
    "$ref": "#/components/schemas/OrderCanceled"
   }
  },
  "OrderReplaced": {
   "name": "OrderReplaced",
   "contentType": "application/octet-stream",
   "x-message-type": 1029,
   "summary": "The order changed (FIX 150=5).",
   "payload": {
    "$ref": "#/components/schemas/OrderReplaced"
   }
  },
  "Trade": {
   "name": "Trade",
   "contentType": "application/octet-stream",
   "x-message-type": 1030,
   "summary": "A match of two orders, both sides (OB-14). Sessions get a Fill of their own side.",
   "payload": {
    "$ref": "#/components/schemas/Trade"
   }
  },
  "Fill": {
   "name": "Fill",
   "contentType": "application/octet-stream",
   "x-message-type": 1031,
   "summary": "One order's share of a trade (FIX 150=F, OB-15).",
   "payload": {
    "$ref": "#/components/schemas/Fill"
   }
  },
  "RequestRejected": {
   "name": "RequestRejected",
   "contentType": "application/octet-stream",
   "x-message-type": 1032,
   "summary": "A journaled refusal (FIX 150=8, 35=9).",
   "payload": {
    "$ref": "#/components/schemas/RequestRejected"
   }
  },
  "RequestRepeated": {
   "name": "RequestRepeated",
   "contentType": "application/octet-stream",
   "x-message-type": 1033,
   "summary": "The request was taken before; its first answer follows, marked as sent before.",
   "payload": {
    "$ref": "#/components/schemas/RequestRepeated"
   }
  },
  "Applied": {
   "name": "Applied",
   "contentType": "application/octet-stream",
   "x-message-type": 1034,
   "summary": "An operator's or sequencer's command took effect; the command's body follows this struct.",
   "payload": {
    "$ref": "#/components/schemas/Applied"
   }
  },
  "TradeAmended": {
   "name": "TradeAmended",
   "contentType": "application/octet-stream",
   "x-message-type": 1035,
   "summary": "A trade was reversed or booked anew (FIX 150=H, G).",
   "payload": {
    "$ref": "#/components/schemas/TradeAmended"
   }
  },
  "OrderTerms": {
   "name": "OrderTerms",
   "contentType": "application/octet-stream",
   "x-message-type": 1036,
   "summary": "What an advanced order carries beyond its OrderAccepted or OrderReplaced, which it follows.",
   "payload": {
    "$ref": "#/components/schemas/OrderTerms"
   }
  },
  "OrderTriggered": {
   "name": "OrderTriggered",
   "contentType": "application/octet-stream",
   "x-message-type": 1037,
   "summary": "An order's trigger was reached (FIX 150=L), or its auction begins: it meets the book now as a new arrival.",
   "payload": {
    "$ref": "#/components/schemas/OrderTriggered"
   }
  },
  "OrderRefreshed": {
   "name": "OrderRefreshed",
   "contentType": "application/octet-stream",
   "x-message-type": 1038,
   "summary": "The book shows the next slice of an iceberg, at the end of the queue at its price (OT-08).",
   "payload": {
    "$ref": "#/components/schemas/OrderRefreshed"
   }
  },
  "PhaseChanged": {
   "name": "PhaseChanged",
   "contentType": "application/octet-stream",
   "x-message-type": 1040,
   "summary": "An instrument's phase changed, or an auction goes on.",
   "payload": {
    "$ref": "#/components/schemas/PhaseChanged"
   }
  },
  "AuctionIndication": {
   "name": "AuctionIndication",
   "contentType": "application/octet-stream",
   "x-message-type": 1041,
   "summary": "What an auction would do if it ended now; told when it changed.",
   "payload": {
    "$ref": "#/components/schemas/AuctionIndication"
   }
  },
  "AuctionTrade": {
   "name": "AuctionTrade",
   "contentType": "application/octet-stream",
   "x-message-type": 1042,
   "summary": "A match of two orders in an auction: both rested, both pay as takers, nobody is maker.",
   "payload": {
    "$ref": "#/components/schemas/AuctionTrade"
   }
  },
  "PegsMoved": {
   "name": "PegsMoved",
   "contentType": "application/octet-stream",
   "x-message-type": 1048,
   "summary": "Pegged orders of one side that follow the same price at the same offset with the same limit moved together: to the end of the queue at their new price, in their order. Their owners are not told one by one, and depth by order (L3) shows a group as one order, whose id is 2^52 + 64 x instrument + group - 1.",
   "payload": {
    "$ref": "#/components/schemas/PegsMoved"
   }
  },
  "ListStatus": {
   "name": "ListStatus",
   "contentType": "application/octet-stream",
   "x-message-type": 1049,
   "summary": "A list was taken, or is done (FIX N).",
   "payload": {
    "$ref": "#/components/schemas/ListStatus"
   }
  },
  "ListLegStarted": {
   "name": "ListLegStarted",
   "contentType": "application/octet-stream",
   "x-message-type": 1050,
   "summary": "A pending leg starts: it waits for its trigger, rests, or takes its turn among the triggered orders from now on. Or it cannot, or an exit of a bracket cannot grow with its entry: then reason says why, and an OrderCanceled (NotStarted) follows.",
   "payload": {
    "$ref": "#/components/schemas/ListLegStarted"
   }
  },
  "Subscribe": {
   "name": "Subscribe",
   "contentType": "application/octet-stream",
   "x-message-type": 1281,
   "summary": "Ask for a feed. The first frame is a snapshot, unless a resume is possible.",
   "payload": {
    "$ref": "#/components/schemas/Subscribe"
   }
  },
  "Unsubscribe": {
   "name": "Unsubscribe",
   "contentType": "application/octet-stream",
   "x-message-type": 1282,
   "summary": "End a feed.",
   "payload": {
    "$ref": "#/components/schemas/Unsubscribe"
   }
  },
  "TopOfBook": {
   "name": "TopOfBook",
   "contentType": "application/octet-stream",
   "x-message-type": 1283,
   "summary": "Best bid and offer (L1). A side that is empty has price and quantity 0.",
   "payload": {
    "$ref": "#/components/schemas/TopOfBook"
   }
  },
  "BookSnapshot": {
   "name": "BookSnapshot",
   "contentType": "application/octet-stream",
   "x-message-type": 1284,
   "summary": "The whole depth (L2): this struct, then bids levels from the best down, then asks from the best up. A book deeper than one frame comes in several, the later ones with part above 0.",
   "payload": {
    "$ref": "#/components/schemas/BookSnapshot"
   }
  },
  "BookUpdate": {
   "name": "BookUpdate",
   "contentType": "application/octet-stream",
   "x-message-type": 1285,
   "summary": "Changes since the feed_sequence before: this struct, then count LevelChange.",
   "payload": {
    "$ref": "#/components/schemas/BookUpdate"
   }
  },
  "TradeTick": {
   "name": "TradeTick",
   "contentType": "application/octet-stream",
   "x-message-type": 1286,
   "summary": "A trade, for the public.",
   "payload": {
    "$ref": "#/components/schemas/TradeTick"
   }
  },
  "OrdersSnapshot": {
   "name": "OrdersSnapshot",
   "contentType": "application/octet-stream",
   "x-message-type": 1287,
   "summary": "Every displayed order (L3): this struct, then count BookOrder, bids and then asks, each in the order they would trade. More orders than one frame holds come in several, the later ones with part above 0.",
   "payload": {
    "$ref": "#/components/schemas/OrdersSnapshot"
   }
  },
  "OrdersUpdate": {
   "name": "OrdersUpdate",
   "contentType": "application/octet-stream",
   "x-message-type": 1288,
   "summary": "All changes of one command (L3): this struct, then count OrderChange in the order they happened.",
   "payload": {
    "$ref": "#/components/schemas/OrdersUpdate"
   }
  },
  "InstrumentState": {
   "name": "InstrumentState",
   "contentType": "application/octet-stream",
   "x-message-type": 1289,
   "summary": "How an instrument trades now (FIX f), and what an auction that collects orders would give.",
   "payload": {
    "$ref": "#/components/schemas/InstrumentState"
   }
  },
  "Ticker": {
   "name": "Ticker",
   "contentType": "application/octet-stream",
   "x-message-type": 1290,
   "summary": "The last 24 hours (MD-01, MD-03), to the minute: the whole minutes before this one and what this one has so far.",
   "payload": {
    "$ref": "#/components/schemas/Ticker"
   }
  },
  "Candle": {
   "name": "Candle",
   "contentType": "application/octet-stream",
   "x-message-type": 1291,
   "summary": "Trades of one interval.",
   "payload": {
    "$ref": "#/components/schemas/Candle"
   }
  },
  "FeedResumed": {
   "name": "FeedResumed",
   "contentType": "application/octet-stream",
   "x-message-type": 1292,
   "summary": "A resume took place: what follows feed_sequence comes next, without a snapshot.",
   "payload": {
    "$ref": "#/components/schemas/FeedResumed"
   }
  },
  "QuoteCandle": {
   "name": "QuoteCandle",
   "contentType": "application/octet-stream",
   "x-message-type": 1293,
   "summary": "Best bid and best offer of one interval, traded or not (QuoteCandles). Counted after whole commands while the instrument trades continuously and both sides stand; an interval without a change of either has no candle.",
   "payload": {
    "$ref": "#/components/schemas/QuoteCandle"
   }
  },
  "QueryAssets": {
   "name": "QueryAssets",
   "contentType": "application/octet-stream",
   "x-message-type": 1537,
   "summary": "Every asset; answered by AssetReport each, then QueryDone.",
   "payload": {
    "$ref": "#/components/schemas/QueryAssets"
   }
  },
  "QueryInstruments": {
   "name": "QueryInstruments",
   "contentType": "application/octet-stream",
   "x-message-type": 1538,
   "summary": "Every instrument; answered by InstrumentReport each, then QueryDone.",
   "payload": {
    "$ref": "#/components/schemas/QueryInstruments"
   }
  },
  "QueryBalances": {
   "name": "QueryBalances",
   "contentType": "application/octet-stream",
   "x-message-type": 1539,
   "summary": "Balances of an account; answered by BalanceReport for each asset it holds, then QueryDone.",
   "payload": {
    "$ref": "#/components/schemas/QueryBalances"
   }
  },
  "QueryOrders": {
   "name": "QueryOrders",
   "contentType": "application/octet-stream",
   "x-message-type": 1540,
   "summary": "Open orders of an account; answered by OrderReport each, then QueryDone.",
   "payload": {
    "$ref": "#/components/schemas/QueryOrders"
   }
  },
  "QueryPositions": {
   "name": "QueryPositions",
   "contentType": "application/octet-stream",
   "x-message-type": 1541,
   "summary": "Positions of an account; answered by PositionReport each, then QueryDone.",
   "payload": {
    "$ref": "#/components/schemas/QueryPositions"
   }
  },
  "SimulateOrder": {
   "name": "SimulateOrder",
   "contentType": "application/octet-stream",
   "x-message-type": 1542,
   "summary": "What an order would do now (OB-11); nothing is journaled, no book changes.",
   "payload": {
    "$ref": "#/components/schemas/SimulateOrder"
   }
  },
  "QueryTrade": {
   "name": "QueryTrade",
   "contentType": "application/octet-stream",
   "x-message-type": 1543,
   "summary": "Settlement of a trade (ST-01).",
   "payload": {
    "$ref": "#/components/schemas/QueryTrade"
   }
  },
  "QueryOrderLists": {
   "name": "QueryOrderLists",
   "contentType": "application/octet-stream",
   "x-message-type": 1544,
   "summary": "Lists of an account that have an open leg; answered by OrderListReport each, then QueryDone.",
   "payload": {
    "$ref": "#/components/schemas/QueryOrderLists"
   }
  },
  "QueryLimits": {
   "name": "QueryLimits",
   "contentType": "application/octet-stream",
   "x-message-type": 1545,
   "summary": "Limits in force (VR-16); answered by LimitsReport each, then QueryDone. Only operators may ask for others than what binds an account that they act for.",
   "payload": {
    "$ref": "#/components/schemas/QueryLimits"
   }
  },
  "AssetReport": {
   "name": "AssetReport",
   "contentType": "application/octet-stream",
   "x-message-type": 1793,
   "summary": "AssetReport",
   "payload": {
    "$ref": "#/components/schemas/AssetReport"
   }
  },
  "InstrumentReport": {
   "name": "InstrumentReport",
   "contentType": "application/octet-stream",
   "x-message-type": 1794,
   "summary": "InstrumentReport",
   "payload": {
    "$ref": "#/components/schemas/InstrumentReport"
   }
  },
  "BalanceReport": {
   "name": "BalanceReport",
   "contentType": "application/octet-stream",
   "x-message-type": 1795,
   "summary": "BalanceReport",
   "payload": {
    "$ref": "#/components/schemas/BalanceReport"
   }
  },
  "OrderReport": {
   "name": "OrderReport",
   "contentType": "application/octet-stream",
   "x-message-type": 1796,
   "summary": "OrderReport",
   "payload": {
    "$ref": "#/components/schemas/OrderReport"
   }
  },
  "PositionReport": {
   "name": "PositionReport",
   "contentType": "application/octet-stream",
   "x-message-type": 1797,
   "summary": "PositionReport",
   "payload": {
    "$ref": "#/components/schemas/PositionReport"
   }
  },
  "SimulationReport": {
   "name": "SimulationReport",
   "contentType": "application/octet-stream",
   "x-message-type": 1798,
   "summary": "SimulationReport",
   "payload": {
    "$ref": "#/components/schemas/SimulationReport"
   }
  },
  "SettlementReport": {
   "name": "SettlementReport",
   "contentType": "application/octet-stream",
   "x-message-type": 1799,
   "summary": "SettlementReport",
   "payload": {
    "$ref": "#/components/schemas/SettlementReport"
   }
  },
  "QueryDone": {
   "name": "QueryDone",
   "contentType": "application/octet-stream",
   "x-message-type": 1800,
   "summary": "QueryDone",
   "payload": {
    "$ref": "#/components/schemas/QueryDone"
   }
  },
  "OrderListReport": {
   "name": "OrderListReport",
   "contentType": "application/octet-stream",
   "x-message-type": 1801,
   "summary": "OrderListReport",
   "payload": {
    "$ref": "#/components/schemas/OrderListReport"
   }
  },
  "LimitsReport": {
   "name": "LimitsReport",
   "contentType": "application/octet-stream",
   "x-message-type": 1802,
   "summary": "Limits of one scope as SetLimits set them, and what they count so far: of an account by itself, of a risk group and a member over their accounts, of tiers and instruments nothing.",
   "payload": {
    "$ref": "#/components/schemas/LimitsReport"
   }
  }
 },
 "schemas": {
  "MessageType": {
   "type": "integer",
   "x-type": "u16",
   "enum": [
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    257,
    258,
    259,
    260,
    261,
    262,
    263,
    513,
    514,
    515,
    516,
    517,
    519,
    520,
    521,
    522,
    523,
    769,
    770,
    771,
    772,
    773,
    774,
    775,
    776,
    777,
    778,
    779,
    780,
    781,
    782,
    783,
    784,
    785,
    786,
    787,
    788,
    789,
    790,
    800,
    801,
    816,
    817,
    818,
    1025,
    1026,
    1027,
    1028,
    1029,
    1030,
    1031,
    1032,
    1033,
    1034,
    1035,
    1036,
    1037,
    1038,
    1040,
    1041,
    1042,
    1048,
    1049,
    1050,
    1281,
    1282,
    1283,
    1284,
    1285,
    1286,
    1287,
    1288,
    1289,
    1290,
    1291,
    1292,
    1293,
    1537,
    1538,
    1539,
    1540,
    1541,
    1542,
    1543,
    1544,
    1545,
    1793,
    1794,
    1795,
    1796,
    1797,
    1798,
    1799,
    1800,
    1801,
    1802
   ],
   "description": "What a frame is. The high byte groups: 0x00 the sequencer's own commands, 0x01 session, 0x02 order requests, 0x03 operator requests, 0x04 events, 0x05 market data, 0x06 queries, 0x07 answers. 0 None, 1 Genesis, 2 Start, 3 Tick, 4 SessionStarted, 5 SessionLost, 6 EndPhase, 257 Challenge, 258 Logon, 259 LogonAccepted, 260 Heartbeat, 261 Logout, 262 SessionReject, 263 ResumeComplete, 513 NewOrder, 514 CancelOrder, 515 ReplaceOrder, 516 CancelAll, 517 NewAdvancedOrder, 519 MassQuote, 520 CancelQuotes, 521 CancelAfter, 522 NewOrderList, 523 CancelOrderList, 769 AddAsset, 770 AddInstrument, 771 SetInstrumentStatus, 772 SetPriceRules, 773 SetReferencePrice, 774 OpenAccounts, 775 SetAccountStatus, 776 SetAccountTier, 777 SetStpGroup, 778 Deposit, 779 Withdraw, 780 Transfer, 781 SetFees, 782 SetLimits, 783 SetReferenceRate, 784 SetRequestWindow, 785 RegisterKey, 786 RevokeKey, 787 BindAccount, 788 BustTrade, 789 CorrectTrade, 790 SetTriggerLimit, 800 SetSchedule, 801 SetTradingRules, 816 SetKillSwitch, 817 SetRiskGroup, 818 SetGroupOwner, 1025 OrderAccepted, 1026 OrderRested, 1027 OrderReduced, 1028 OrderCanceled, 1029 OrderReplaced, 1030 Trade, 1031 Fill, 1032 RequestRejected, 1033 RequestRepeated, 1034 Applied, 1035 TradeAmended, 1036 OrderTerms, 1037 OrderTriggered, 1038 OrderRefreshed, 1040 PhaseChanged, 1041 AuctionIndication, 1042 AuctionTrade, 1048 PegsMoved, 1049 ListStatus, 1050 ListLegStarted, 1281 Subscribe, 1282 Unsubscribe, 1283 TopOfBook, 1284 BookSnapshot, 1285 BookUpdate, 1286 TradeTick, 1287 OrdersSnapshot, 1288 OrdersUpdate, 1289 InstrumentState, 1290 Ticker, 1291 Candle, 1292 FeedResumed, 1293 QuoteCandle, 1537 QueryAssets, 1538 QueryInstruments, 1539 QueryBalances, 1540 QueryOrders, 1541 QueryPositions, 1542 SimulateOrder, 1543 QueryTrade, 1544 QueryOrderLists, 1545 QueryLimits, 1793 AssetReport, 1794 InstrumentReport, 1795 BalanceReport, 1796 OrderReport, 1797 PositionReport, 1798 SimulationReport, 1799 SettlementReport, 1800 QueryDone, 1801 OrderListReport, 1802 LimitsReport"
  },
  "Side": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1
   ],
   "description": "Buy or sell (FIX 54). 0 Buy, 1 Sell"
  },
  "SideFilter": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2
   ],
   "description": "Which sides a request means. 0 Buy, 1 Sell, 2 Both"
  },
  "OrderType": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8
   ],
   "description": "Order type (FIX 40). NewOrder takes Market and Limit, NewAdvancedOrder takes all. 0 Market, 1 Limit, 2 Stop, 3 StopLimit, 4 TakeProfit, 5 TakeProfitLimit, 6 TrailingStop, 7 TrailingStopLimit, 8 Pegged"
  },
  "TriggerSource": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2
   ],
   "description": "The price that a trigger watches (FIX 1107). 0 LastTrade, 1 BestOpposite, 2 Reference"
  },
  "PegKind": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3
   ],
   "description": "What a pegged order's price follows (FIX 1094). 0 None, 1 BestBid, 2 BestAsk, 3 Mid"
  },
  "TimeInForce": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3,
    4
   ],
   "description": "How long an order lives (FIX 59). 0 Gtc, 1 Ioc, 2 Fok, 3 Day, 4 Gtd"
  },
  "StpMode": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3,
    4
   ],
   "description": "Self-trade prevention: what happens when the taker would meet an order of its own account or self-trade group. The taker's mode decides (FIX 2362). 0 CancelTaker, 1 CancelMaker, 2 CancelBoth, 3 Decrement, 4 None"
  },
  "OrderState": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7
   ],
   "description": "State of an order (FIX 39). 0 New, 1 PartiallyFilled, 2 Filled, 3 Canceled, 4 Rejected, 5 Expired, 6 Untriggered, 7 Pending"
  },
  "ListKind": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3
   ],
   "description": "What binds the legs of a list (FIX 1385). 0 Oco, 1 Oto, 2 Otoco, 3 Bracket"
  },
  "ListState": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1
   ],
   "description": "Whether a list lives (FIX 431). 0 Executing, 1 Done"
  },
  "EndReason": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    15,
    16,
    17,
    18,
    25,
    26
   ],
   "description": "Why an order ended or shrank without a fill. 0 None, 1 User, 2 IocRest, 3 FokUnfillable, 4 NoLiquidity, 5 Protection, 6 Stp, 7 ExpiredDay, 8 ExpiredGtd, 9 List, 10 Disconnect, 11 Timer, 12 Kill, 13 Halt, 14 Delist, 15 Liquidation, 16 ReduceOnly, 17 MinimumQuantity, 18 AuctionOver, 25 Limit, 26 NotStarted"
  },
  "Liquidity": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2
   ],
   "description": "Whether a share of a trade was resting or arrived (FIX 851); in an auction it is neither. 0 Maker, 1 Taker, 2 Auction"
  },
  "InstrumentStatus": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8
   ],
   "description": "Trading phase of an instrument (FIX 326, 625). The manual has a table of what is taken in which. 0 Continuous, 1 Halted, 2 Delisted, 3 PreOpen, 4 OpeningAuction, 5 VolatilityAuction, 6 ClosingAuction, 7 Closed, 8 Suspended"
  },
  "PhaseCause": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3,
    4,
    5
   ],
   "description": "Why an instrument's phase changed. 0 Operator, 1 Schedule, 2 Band, 3 Elapsed, 4 Extension, 5 Unresolved"
  },
  "BreachAction": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1
   ],
   "description": "What begins when a trade would be outside the price band. 0 VolatilityAuction, 1 Halt"
  },
  "AccountStatus": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2
   ],
   "description": "Whether an account may act. 0 Active, 1 Frozen, 2 Closed"
  },
  "FeeAsset": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1
   ],
   "description": "From what an order's fee is taken. 0 Received, 1 Quote"
  },
  "LimitScope": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3,
    4
   ],
   "description": "Whom limits bind. Of an account's, its tier's and the instrument's the narrowest one that is set holds, each limit for itself. 0 Account, 1 Tier, 2 Instrument, 3 RiskGroup, 4 Member"
  },
  "LimitsOf": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2
   ],
   "description": "Which limits a question is about. 0 Account, 1 Scope, 2 All"
  },
  "KillScope": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3,
    4,
    5
   ],
   "description": "What a kill switch stops. 0 Account, 1 Tier, 2 Instrument, 3 Member, 4 Group, 5 RiskGroup"
  },
  "SettlementStatus": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3
   ],
   "description": "State of a trade's settlement. 0 Unknown, 1 Settled, 2 Busted, 3 Corrected"
  },
  "Depth": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7
   ],
   "description": "How deep a subscription looks. 0 L1, 1 L2, 2 Trades, 3 L3, 4 Status, 5 Ticker, 6 Candles, 7 QuoteCandles"
  },
  "CandleInterval": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3,
    4,
    5
   ],
   "description": "Length of a candle (MD-06). A day begins at 00:00 UTC. 0 Minute1, 1 Minute5, 2 Minute15, 3 Hour1, 4 Hour4, 5 Day1"
  },
  "OrderAction": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3
   ],
   "description": "What became of an order in a book (L3). 0 Add, 1 Execute, 2 Reduce, 3 Remove"
  },
  "TickKind": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3
   ],
   "description": "Whether a printed trade stands. 0 Trade, 1 Busted, 2 Corrected, 3 Auction"
  },
  "Policy": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1
   ],
   "description": "When an acknowledgement leaves. 0 Disk, 1 Memory"
  },
  "RejectReason": {
   "type": "integer",
   "x-type": "u8",
   "enum": [
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    15,
    16,
    17,
    18,
    32,
    33,
    34,
    35,
    36,
    37,
    38,
    39,
    40,
    41,
    42,
    43,
    44,
    45,
    46,
    47,
    48,
    49,
    50,
    51,
    52,
    53,
    54,
    55,
    56,
    57,
    58,
    59,
    60,
    61,
    62,
    63,
    64,
    65,
    66,
    67,
    68,
    69,
    70,
    71,
    72,
    73,
    74,
    75,
    76,
    80,
    90,
    100,
    110,
    111,
    112,
    113,
    114,
    115,
    116,
    120,
    121,
    122,
    123
   ],
   "description": "Why a request was refused, in order of precedence: of several rules broken, the first listed here is the answer; failed in RequestRejected names them all. Below 32: found before the journal, at the session; nothing was journaled. From 32: decided by the engine, journaled. 0 None, 1 MalformedFrame, 2 UnknownMessageType, 3 UnsupportedVersion, 4 FieldOutOfRange, 5 NotLoggedOn, 6 BadSignature, 7 UnknownKey, 8 SessionInUse, 9 NotPermitted, 10 Throttled, 11 Busy, 12 JournalStalled, 13 ShuttingDown, 14 Backlog, 15 ResumeUnavailable, 16 SequenceAhead, 17 HeartbeatLost, 18 SubscriptionLimit, 32 DuplicateId, 33 UnknownAccount, 34 AccountFrozen, 35 AccountClosed, 36 AccountNotEmpty, 37 UnknownAsset, 38 AlreadyExists, 39 UnknownInstrument, 40 InstrumentNotTrading, 41 UnsupportedOrderType, 42 InvalidTimeInForce, 43 InvalidFlags, 44 PriceNotPositive, 45 PriceOffTick, 46 PriceOutOfRange, 47 PriceOutsideCollar, 48 QuantityZero, 49 QuantityBelowMinimum, 50 QuantityAboveMaximum, 51 QuantityOffStep, 52 NotionalBelowMinimum, 53 NoReferencePrice, 54 UnknownOrder, 55 OrderDone, 56 InvalidReplace, 57 TooManyOpenOrders, 58 BookFull, 59 WouldTake, 60 AmountNotPositive, 61 InsufficientBalance, 62 BalanceOverflow, 63 InvalidParameter, 64 RequestWindowFull, 65 UnknownTrade, 66 TradeAlreadyAmended, 67 SecondPersonRequired, 68 KeyInUse, 69 LimitExceeded, 70 TriggerCrossed, 71 InvalidTrail, 72 InvalidDisplayQuantity, 73 InvalidMinimumQuantity, 74 ExpireTimePassed, 75 NothingToReduce, 76 NoMarketForPeg, 80 QuotesPulled, 90 NotInPhase, 100 Killed, 110 OrderTooLarge, 111 PositionLimitExceeded, 112 DailyLimitExceeded, 113 HighPriceImpact, 114 PriceDeviationExceeded, 115 DayTradeLimitExceeded, 116 OrderRateExceeded, 120 InvalidList, 121 ListMismatch, 122 ListPricesContradict, 123 UnknownList"
  },
  "FrameHeader": {
   "type": "object",
   "x-size": 8,
   "description": "First 8 bytes of every frame.",
   "properties": {
    "length": {
     "type": "integer",
     "x-type": "u16",
     "description": "Bytes of the whole frame, header included; a multiple of 8.",
     "x-offset": 0
    },
    "type": {
     "allOf": [
      {
       "$ref": "#/components/schemas/MessageType"
      }
     ],
     "x-offset": 2
    },
    "version": {
     "type": "integer",
     "x-type": "u8",
     "description": "Version of the struct that follows; 1 throughout for now.",
     "x-offset": 4
    },
    "flags": {
     "type": "integer",
     "x-type": "u8",
     "description": "Bit 0: sent before (a resend).",
     "x-offset": 5
    }
   }
  },
  "RequestHeader": {
   "type": "object",
   "x-size": 56,
   "description": "Common to all requests.",
   "properties": {
    "client_id": {
     "type": "string",
     "maxLength": 36,
     "x-type": "text 36",
     "description": "The sender's own id of this request, [A-Za-z0-9._:/-], zero padded, not empty; unique for its account.",
     "x-offset": 0
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "description": "The account acted for; 0 for the session's own.",
     "x-offset": 36
    },
    "origin_session": {
     "type": "integer",
     "x-type": "u64",
     "description": "A gateway's session behind this one, 0 if unused; journaled and echoed.",
     "x-offset": 40
    },
    "origin_sequence": {
     "type": "integer",
     "x-type": "u64",
     "description": "That session's sequence of this request, 0 if unused; journaled and echoed.",
     "x-offset": 48
    }
   }
  },
  "ReportHeader": {
   "type": "object",
   "x-size": 32,
   "description": "Common to all events and reports.",
   "properties": {
    "session_sequence": {
     "type": "integer",
     "x-type": "u64",
     "description": "Number of this report in the session's stream, from 1 without gaps; 0 where it is not numbered.",
     "x-offset": 0
    },
    "sequence": {
     "type": "integer",
     "x-type": "u64",
     "description": "Sequence of the command that caused it.",
     "x-offset": 8
    },
    "time": {
     "type": "integer",
     "x-type": "u64",
     "description": "Journaled time of that command.",
     "x-offset": 16
    },
    "index": {
     "type": "integer",
     "x-type": "u32",
     "description": "Place among the events of that command, from 0.",
     "x-offset": 24
    },
    "session": {
     "type": "integer",
     "x-type": "u32",
     "description": "Session the command came by, 0 for none; told to that session only.",
     "x-offset": 28
    }
   }
  },
  "Envelope": {
   "type": "object",
   "x-size": 56,
   "description": "The journal's record of a command: this envelope, then the body as it arrived.",
   "properties": {
    "length": {
     "type": "integer",
     "x-type": "u32",
     "description": "Bytes of envelope and body.",
     "x-offset": 0
    },
    "type": {
     "allOf": [
      {
       "$ref": "#/components/schemas/MessageType"
      }
     ],
     "x-offset": 4
    },
    "type_version": {
     "type": "integer",
     "x-type": "u8",
     "x-offset": 6
    },
    "engine_version": {
     "type": "integer",
     "x-type": "u32",
     "description": "Version of the engine that decides the outcome.",
     "x-offset": 8
    },
    "session": {
     "type": "integer",
     "x-type": "u32",
     "description": "Session it came by; 0 for the sequencer's own.",
     "x-offset": 12
    },
    "sequence": {
     "type": "integer",
     "x-type": "u64",
     "description": "Sequence of the command, from 1 without gaps.",
     "x-offset": 16
    },
    "time": {
     "type": "integer",
     "x-type": "u64",
     "description": "Time that the sequencer stamped; never decreasing.",
     "x-offset": 24
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "description": "Account acted for, after the session's rights were applied.",
     "x-offset": 32
    },
    "origin_session": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 40
    },
    "origin_sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 48
    }
   }
  },
  "Genesis": {
   "type": "object",
   "x-size": 64,
   "description": "First record of a journal.",
   "properties": {
    "lineage": {
     "type": "array",
     "items": {
      "type": "integer",
      "x-type": "u8"
     },
     "minItems": 16,
     "maxItems": 16,
     "description": "Names this journal and its snapshots for good; random.",
     "x-offset": 0
    },
    "hash_seed": {
     "type": "array",
     "items": {
      "type": "integer",
      "x-type": "u64"
     },
     "minItems": 2,
     "maxItems": 2,
     "description": "Key of the engine's tables of outside ids, against hash flooding; random.",
     "x-offset": 16
    },
    "operator_key": {
     "type": "array",
     "items": {
      "type": "integer",
      "x-type": "u8"
     },
     "minItems": 32,
     "maxItems": 32,
     "description": "First operator's Ed25519 key; becomes session 1.",
     "x-offset": 32
    }
   }
  },
  "Start": {
   "type": "object",
   "x-size": 8,
   "description": "A process took over: every session counts as lost.",
   "properties": {
    "generation": {
     "type": "integer",
     "x-type": "u64",
     "description": "Which start of this journal it is, from 1.",
     "x-offset": 0
    }
   }
  },
  "Tick": {
   "type": "object",
   "x-size": 8,
   "description": "Time passed and nothing else arrived.",
   "properties": {}
  },
  "EndPhase": {
   "type": "object",
   "x-size": 8,
   "description": "Ends a phase at a random moment of its window, which a plan gave.",
   "properties": {
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    }
   }
  },
  "SessionStarted": {
   "type": "object",
   "x-size": 8,
   "description": "A session logged on.",
   "properties": {
    "session": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "options": {
     "type": "integer",
     "x-type": "u32",
     "description": "As Logon.options.",
     "x-offset": 4
    }
   }
  },
  "SessionLost": {
   "type": "object",
   "x-size": 8,
   "description": "A session's connection ended: by close, heartbeat loss, log-out.",
   "properties": {
    "session": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "reason": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RejectReason"
      }
     ],
     "x-offset": 4
    },
    "logged_out": {
     "type": "integer",
     "x-type": "u8",
     "description": "1: it said goodbye.",
     "x-offset": 5
    }
   }
  },
  "Challenge": {
   "type": "object",
   "x-size": 48,
   "description": "First frame a server sends: what to sign.",
   "properties": {
    "nonce": {
     "type": "array",
     "items": {
      "type": "integer",
      "x-type": "u8"
     },
     "minItems": 32,
     "maxItems": 32,
     "x-offset": 0
    },
    "time": {
     "type": "integer",
     "x-type": "u64",
     "description": "Server time.",
     "x-offset": 32
    },
    "policy": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Policy"
      }
     ],
     "description": "Durability policy of this server.",
     "x-offset": 40
    },
    "protocol": {
     "type": "integer",
     "x-type": "u8",
     "description": "Protocol version, 1.",
     "x-offset": 41
    },
    "max_message": {
     "type": "integer",
     "x-type": "u32",
     "description": "Longest message taken, in bytes.",
     "x-offset": 44
    }
   }
  },
  "Logon": {
   "type": "object",
   "x-size": 120,
   "description": "Log on with an Ed25519 key.",
   "properties": {
    "public_key": {
     "type": "array",
     "items": {
      "type": "integer",
      "x-type": "u8"
     },
     "minItems": 32,
     "maxItems": 32,
     "x-offset": 0
    },
    "signature": {
     "type": "array",
     "items": {
      "type": "integer",
      "x-type": "u8"
     },
     "minItems": 64,
     "maxItems": 64,
     "description": "Ed25519 over: the ASCII text \"tapebook logon 1\", the challenge's 32 bytes, and the bytes of this struct after signature.",
     "x-offset": 32
    },
    "options": {
     "type": "integer",
     "x-type": "u32",
     "description": "Bit 0: cancel this session's orders when it is lost, and when a server starts. Bit 1: resume the stream after last_session_sequence. With bit 0, bit 2: but not those good till canceled. Bit 3: but not those good till a time. Bit 4: not when it logs out.",
     "x-offset": 96
    },
    "heartbeat_ms": {
     "type": "integer",
     "x-type": "u32",
     "description": "A message at least this often, both ways; 1,000 to 60,000 ms, 0 for the default of 10,000.",
     "x-offset": 100
    },
    "last_session_sequence": {
     "type": "integer",
     "x-type": "u64",
     "description": "The last numbered report the client holds; 0 for none.",
     "x-offset": 104
    },
    "last_sequence": {
     "type": "integer",
     "x-type": "u64",
     "description": "Highest command sequence the client holds a report of; 0 for none.",
     "x-offset": 112
    }
   }
  },
  "LogonAccepted": {
   "type": "object",
   "x-size": 48,
   "description": "The log-on stands.",
   "properties": {
    "session": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "description": "The session's own account; 0 if it has none.",
     "x-offset": 4
    },
    "permissions": {
     "type": "integer",
     "x-type": "u32",
     "description": "Bit 0 trade, bit 1 operator, bit 2 gateway, bit 3 read only. Market data tier: bit 4 pro, at most 10 updates a second of a feed; bit 5 retail, at most 1; neither: full, as often as asked, and L3.",
     "x-offset": 8
    },
    "heartbeat_ms": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 12
    },
    "session_sequence": {
     "type": "integer",
     "x-type": "u64",
     "description": "Number of the last report made for this session.",
     "x-offset": 16
    },
    "sequence": {
     "type": "integer",
     "x-type": "u64",
     "description": "Last durable command.",
     "x-offset": 24
    },
    "lineage": {
     "type": "array",
     "items": {
      "type": "integer",
      "x-type": "u8"
     },
     "minItems": 16,
     "maxItems": 16,
     "description": "Names the journal.",
     "x-offset": 32
    }
   }
  },
  "Heartbeat": {
   "type": "object",
   "x-size": 16,
   "description": "Alive. A server answers each with one of its own.",
   "properties": {
    "nonce": {
     "type": "integer",
     "x-type": "u64",
     "description": "Echoed.",
     "x-offset": 0
    },
    "time": {
     "type": "integer",
     "x-type": "u64",
     "description": "Sender's time.",
     "x-offset": 8
    }
   }
  },
  "Logout": {
   "type": "object",
   "x-size": 8,
   "description": "Goodbye, from either side; the connection closes.",
   "properties": {
    "reason": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RejectReason"
      }
     ],
     "x-offset": 0
    }
   }
  },
  "SessionReject": {
   "type": "object",
   "x-size": 48,
   "description": "A refusal that was not journaled.",
   "properties": {
    "type": {
     "allOf": [
      {
       "$ref": "#/components/schemas/MessageType"
      }
     ],
     "description": "What was refused, as far as it was legible.",
     "x-offset": 0
    },
    "reason": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RejectReason"
      }
     ],
     "x-offset": 2
    },
    "client_id": {
     "type": "string",
     "maxLength": 36,
     "x-type": "text 36",
     "x-offset": 8
    }
   }
  },
  "ResumeComplete": {
   "type": "object",
   "x-size": 16,
   "description": "The stream has caught up; what follows is live.",
   "properties": {
    "count": {
     "type": "integer",
     "x-type": "u64",
     "description": "Reports sent again.",
     "x-offset": 0
    },
    "session_sequence": {
     "type": "integer",
     "x-type": "u64",
     "description": "Number of the last report so far.",
     "x-offset": 8
    }
   }
  },
  "NewOrder": {
   "type": "object",
   "x-size": 104,
   "description": "Enter an order (FIX D).",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 60
    },
    "type": {
     "allOf": [
      {
       "$ref": "#/components/schemas/OrderType"
      }
     ],
     "x-offset": 61
    },
    "time_in_force": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TimeInForce"
      }
     ],
     "x-offset": 62
    },
    "stp": {
     "allOf": [
      {
       "$ref": "#/components/schemas/StpMode"
      }
     ],
     "x-offset": 63
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Limit price in ticks, above 0; 0 for a market order.",
     "x-offset": 64
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots, above 0; 0 for a market order by quote amount.",
     "x-offset": 72
    },
    "quote_amount": {
     "type": "integer",
     "x-type": "i128",
     "description": "Quote units to spend or to raise, for a market order with flag bit 2; else 0.",
     "x-offset": 80
    },
    "flags": {
     "type": "integer",
     "x-type": "u32",
     "description": "Bit 0: post-only. Bit 2: by quote amount. Bit 3: the client id may be taken again once its earlier order is done. All others need NewAdvancedOrder.",
     "x-offset": 96
    }
   }
  },
  "NewAdvancedOrder": {
   "type": "object",
   "x-size": 168,
   "description": "Enter an order with attributes that a NewOrder does not have (FIX D). Fields that its type does not use are 0.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 60
    },
    "type": {
     "allOf": [
      {
       "$ref": "#/components/schemas/OrderType"
      }
     ],
     "x-offset": 61
    },
    "time_in_force": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TimeInForce"
      }
     ],
     "x-offset": 62
    },
    "stp": {
     "allOf": [
      {
       "$ref": "#/components/schemas/StpMode"
      }
     ],
     "x-offset": 63
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Limit price in ticks, above 0; 0 for a type that becomes a market order, and for a pegged order without a worst price.",
     "x-offset": 64
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots, above 0; 0 for a market order by quote amount.",
     "x-offset": 72
    },
    "quote_amount": {
     "type": "integer",
     "x-type": "i128",
     "description": "As NewOrder.quote_amount.",
     "x-offset": 80
    },
    "trigger_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Ticks; 0 for a trailing stop, whose trigger follows.",
     "x-offset": 96
    },
    "activation_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Ticks: a trailing stop follows from the moment this price is reached; 0 for at once.",
     "x-offset": 104
    },
    "trail_ticks": {
     "type": "integer",
     "x-type": "i64",
     "description": "Distance of a trailing stop in ticks; 0 if it is in basis points.",
     "x-offset": 112
    },
    "display_quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots shown at a time (FIX 1138); 0 for all.",
     "x-offset": 120
    },
    "min_quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "Least lots to trade on arrival, or at the trigger, else the order is canceled (FIX 110); 0 for none.",
     "x-offset": 128
    },
    "expire_time": {
     "type": "integer",
     "x-type": "u64",
     "description": "When a Gtd order expires (FIX 126), else 0.",
     "x-offset": 136
    },
    "peg_offset": {
     "type": "integer",
     "x-type": "i64",
     "description": "Ticks added to what a pegged order follows.",
     "x-offset": 144
    },
    "trail_basis_points": {
     "type": "integer",
     "x-type": "u32",
     "description": "Distance of a trailing stop in 1/10,000 of the price; 0 if it is in ticks.",
     "x-offset": 152
    },
    "flags": {
     "type": "integer",
     "x-type": "u32",
     "description": "As NewOrder.flags, and bit 1: reduce-only. Bit 4: hidden, never shown in the book. Bit 5: at the open (FIX 59=2). Bit 6: at the close (FIX 59=7). A limit or market order with one of these two is a Day order.",
     "x-offset": 156
    },
    "trigger_source": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TriggerSource"
      }
     ],
     "x-offset": 160
    },
    "peg": {
     "allOf": [
      {
       "$ref": "#/components/schemas/PegKind"
      }
     ],
     "x-offset": 161
    }
   }
  },
  "CancelOrder": {
   "type": "object",
   "x-size": 104,
   "description": "Cancel an order (FIX F).",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "description": "Which order; 0 to name it by target_client_id.",
     "x-offset": 56
    },
    "target_client_id": {
     "type": "string",
     "maxLength": 36,
     "x-type": "text 36",
     "description": "Any live client id of the order; zero bytes if named by order_id.",
     "x-offset": 64
    }
   }
  },
  "ReplaceOrder": {
   "type": "object",
   "x-size": 136,
   "description": "Change price or quantity (FIX G). A price change or a higher quantity loses priority.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "description": "Which order; 0 to name it by target_client_id.",
     "x-offset": 56
    },
    "target_client_id": {
     "type": "string",
     "maxLength": 36,
     "x-type": "text 36",
     "x-offset": 64
    },
    "flags": {
     "type": "integer",
     "x-type": "u32",
     "description": "Bit 0: refuse unless priority is kept. Bit 1: post-only from now on.",
     "x-offset": 100
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "description": "New limit price in ticks; 0 keeps it.",
     "x-offset": 104
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "New total quantity in lots, fills included; 0 keeps it. At or below what is filled: the rest is canceled.",
     "x-offset": 112
    },
    "trigger_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "New trigger price in ticks of an order that waits for its trigger; 0 keeps it.",
     "x-offset": 120
    },
    "display_quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "New display quantity in lots of an order that has one; 0 keeps it. A higher one loses priority.",
     "x-offset": 128
    }
   }
  },
  "CancelAll": {
   "type": "object",
   "x-size": 64,
   "description": "Cancel every open order of the account that fits (FIX q).",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "description": "4,294,967,295 for all instruments.",
     "x-offset": 56
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/SideFilter"
      }
     ],
     "x-offset": 60
    }
   }
  },
  "QuoteEntry": {
   "type": "object",
   "x-size": 16,
   "description": "One quote of a MassQuote. An unused entry is zero.",
   "properties": {
    "price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Ticks, above 0.",
     "x-offset": 0
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots, above 0.",
     "x-offset": 8
    }
   }
  },
  "MassQuote": {
   "type": "object",
   "x-size": 336,
   "description": "Replace all quotes of the account in an instrument at once (FIX i), or none of them where any entry is refused. Each entry becomes a limit order, good till canceled, answered by an OrderAccepted under this request's client id; last comes Applied with the number of quotes that rest.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "stp": {
     "allOf": [
      {
       "$ref": "#/components/schemas/StpMode"
      }
     ],
     "x-offset": 60
    },
    "flags": {
     "type": "integer",
     "x-type": "u16",
     "description": "Bit 0: post-only. Bit 1: reset the protection first.",
     "x-offset": 62
    },
    "max_fills": {
     "type": "integer",
     "x-type": "u32",
     "description": "Protection: the quotes are pulled once so many of them were met within window_ms; 1 to 1,000, 0 for no protection.",
     "x-offset": 64
    },
    "window_ms": {
     "type": "integer",
     "x-type": "u32",
     "description": "1 to 3,600,000; 0 for no protection.",
     "x-offset": 68
    },
    "max_quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "Protection: the quotes are pulled once so many lots of them were filled within window_ms; 0 for no bound.",
     "x-offset": 72
    },
    "bids": {
     "type": "array",
     "items": {
      "allOf": [
       {
        "$ref": "#/components/schemas/QuoteEntry"
       }
      ]
     },
     "minItems": 8,
     "maxItems": 8,
     "description": "Prices falling; the best bid is below the best ask.",
     "x-offset": 80
    },
    "asks": {
     "type": "array",
     "items": {
      "allOf": [
       {
        "$ref": "#/components/schemas/QuoteEntry"
       }
      ]
     },
     "minItems": 8,
     "maxItems": 8,
     "description": "Prices rising.",
     "x-offset": 208
    }
   }
  },
  "CancelQuotes": {
   "type": "object",
   "x-size": 64,
   "description": "Cancel the account's quotes (FIX Z); answered by Applied with their number.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "description": "4,294,967,295 for all instruments.",
     "x-offset": 56
    },
    "flags": {
     "type": "integer",
     "x-type": "u32",
     "description": "Bit 0: reset the protection too.",
     "x-offset": 60
    }
   }
  },
  "CancelAfter": {
   "type": "object",
   "x-size": 64,
   "description": "Cancel every open order of the account unless this is sent again in time (a dead man's switch). Each replaces the one before; answered by Applied with the time at which it runs out.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "timeout_ms": {
     "type": "integer",
     "x-type": "u32",
     "description": "1 to 86,400,000; 0 disarms.",
     "x-offset": 56
    }
   }
  },
  "ListLeg": {
   "type": "object",
   "x-size": 128,
   "description": "One leg of a list. Fields as in NewAdvancedOrder; a leg is never by quote amount nor pegged. An unused entry is zero.",
   "properties": {
    "client_id": {
     "type": "string",
     "maxLength": 36,
     "x-type": "text 36",
     "description": "The leg's own client id; unlike those of the list and of the other legs.",
     "x-offset": 0
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "description": "0 for the list's; no other is taken.",
     "x-offset": 36
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "description": "The list's.",
     "x-offset": 40
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 44
    },
    "type": {
     "allOf": [
      {
       "$ref": "#/components/schemas/OrderType"
      }
     ],
     "x-offset": 45
    },
    "time_in_force": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TimeInForce"
      }
     ],
     "x-offset": 46
    },
    "stp": {
     "allOf": [
      {
       "$ref": "#/components/schemas/StpMode"
      }
     ],
     "x-offset": 47
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 48
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 56
    },
    "trigger_price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 64
    },
    "activation_price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 72
    },
    "trail_ticks": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 80
    },
    "display_quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 88
    },
    "min_quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 96
    },
    "expire_time": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 104
    },
    "trail_basis_points": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 112
    },
    "flags": {
     "type": "integer",
     "x-type": "u32",
     "description": "Bit 0: post-only. Bit 3 as NewOrder.flags.",
     "x-offset": 116
    },
    "trigger_source": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TriggerSource"
      }
     ],
     "x-offset": 120
    }
   }
  },
  "NewOrderList": {
   "type": "object",
   "x-size": 448,
   "description": "Enter two or three orders that are bound to each other (FIX E), or none of them where any leg is refused. Answered by a ListStatus, then an OrderAccepted for each leg under the leg's client id. The reference has a page on lists.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "kind": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ListKind"
      }
     ],
     "x-offset": 60
    },
    "count": {
     "type": "integer",
     "x-type": "u8",
     "description": "Legs used: 2 of an Oco and an Oto, 3 of an Otoco and a Bracket.",
     "x-offset": 61
    },
    "flags": {
     "type": "integer",
     "x-type": "u16",
     "description": "Bit 3: the client id may be taken again once its earlier list is done.",
     "x-offset": 62
    },
    "legs": {
     "type": "array",
     "items": {
      "allOf": [
       {
        "$ref": "#/components/schemas/ListLeg"
       }
      ]
     },
     "minItems": 3,
     "maxItems": 3,
     "description": "In the order of their kind: Oco: limit or take-profit, stop. Oto: working, pending. Otoco: working, limit or take-profit, stop. Bracket: entry, take-profit, stop-loss.",
     "x-offset": 64
    }
   }
  },
  "CancelOrderList": {
   "type": "object",
   "x-size": 104,
   "description": "Cancel all legs of a list.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "list_id": {
     "type": "integer",
     "x-type": "u64",
     "description": "Which list; 0 to name it by target_client_id.",
     "x-offset": 56
    },
    "target_client_id": {
     "type": "string",
     "maxLength": 36,
     "x-type": "text 36",
     "description": "The client id of the list's request, or any live one of a leg; zero bytes if named by list_id.",
     "x-offset": 64
    }
   }
  },
  "AddAsset": {
   "type": "object",
   "x-size": 80,
   "description": "A new asset; gets the next asset index.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "code": {
     "type": "string",
     "maxLength": 16,
     "x-type": "text 16",
     "description": "Upper-case code such as USD, zero padded, unique.",
     "x-offset": 56
    },
    "scale": {
     "type": "integer",
     "x-type": "u8",
     "description": "Decimal digits of the smallest unit; 0 to 18.",
     "x-offset": 72
    },
    "display_scale": {
     "type": "integer",
     "x-type": "u8",
     "description": "Digits shown to people; at most scale.",
     "x-offset": 73
    }
   }
  },
  "TickBand": {
   "type": "object",
   "x-size": 16,
   "description": "From this price on, prices are multiples of this step.",
   "properties": {
    "from_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Ticks; the first band starts at 0.",
     "x-offset": 0
    },
    "step": {
     "type": "integer",
     "x-type": "i64",
     "description": "Ticks, above 0.",
     "x-offset": 8
    }
   }
  },
  "AddInstrument": {
   "type": "object",
   "x-size": 312,
   "description": "A new instrument; gets the next instrument index. Takes orders at once (status continuous).",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "symbol": {
     "type": "string",
     "maxLength": 24,
     "x-type": "text 24",
     "description": "Upper-case name such as BTCUSD, zero padded, unique.",
     "x-offset": 56
    },
    "base_asset": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 80
    },
    "quote_asset": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 84
    },
    "tick_size": {
     "type": "integer",
     "x-type": "u64",
     "description": "Price of one tick: tick_size / 10^price_scale quote for one base.",
     "x-offset": 88
    },
    "lot_size": {
     "type": "integer",
     "x-type": "u64",
     "description": "Size of one lot: lot_size / 10^quantity_scale base.",
     "x-offset": 96
    },
    "price_scale": {
     "type": "integer",
     "x-type": "u8",
     "x-offset": 104
    },
    "quantity_scale": {
     "type": "integer",
     "x-type": "u8",
     "x-offset": 105
    },
    "fee_asset": {
     "allOf": [
      {
       "$ref": "#/components/schemas/FeeAsset"
      }
     ],
     "x-offset": 106
    },
    "min_quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots.",
     "x-offset": 112
    },
    "max_quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots; at most 2^48.",
     "x-offset": 120
    },
    "quantity_step": {
     "type": "integer",
     "x-type": "u64",
     "description": "Quantities are multiples of this many lots.",
     "x-offset": 128
    },
    "min_notional": {
     "type": "integer",
     "x-type": "i128",
     "description": "Quote units; 0 for none.",
     "x-offset": 136
    },
    "max_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Ticks; at most 2^47.",
     "x-offset": 152
    },
    "collar_ppm": {
     "type": "integer",
     "x-type": "u32",
     "description": "Greatest distance of a limit price from the reference, in parts per million of it; 0 for none (VR-02: 500,000).",
     "x-offset": 160
    },
    "band_ppm": {
     "type": "integer",
     "x-type": "u32",
     "description": "Greatest distance of a trade from the reference, in ppm; 0 for none.",
     "x-offset": 164
    },
    "protection_ppm": {
     "type": "integer",
     "x-type": "u32",
     "description": "Greatest impact of a market order, in ppm of the reference; above 0.",
     "x-offset": 168
    },
    "reference_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Reference price in ticks until the first trade; 0 for none.",
     "x-offset": 176
    },
    "tick_table": {
     "type": "array",
     "items": {
      "allOf": [
       {
        "$ref": "#/components/schemas/TickBand"
       }
      ]
     },
     "minItems": 8,
     "maxItems": 8,
     "description": "Tick table, by ascending from_price; unused entries zero. None used: every tick is allowed.",
     "x-offset": 184
    }
   }
  },
  "SetInstrumentStatus": {
   "type": "object",
   "x-size": 64,
   "description": "Change the phase: halt, resume, suspend, delist, begin or end an auction.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "status": {
     "allOf": [
      {
       "$ref": "#/components/schemas/InstrumentStatus"
      }
     ],
     "x-offset": 60
    },
    "cancel_orders": {
     "type": "integer",
     "x-type": "u8",
     "description": "1: cancel all open orders (always done when delisting).",
     "x-offset": 61
    }
   }
  },
  "SetPriceRules": {
   "type": "object",
   "x-size": 200,
   "description": "Change collar, band, protection and tick table; open orders that no longer fit are canceled (HALT).",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "collar_ppm": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 60
    },
    "band_ppm": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 64
    },
    "protection_ppm": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 68
    },
    "tick_table": {
     "type": "array",
     "items": {
      "allOf": [
       {
        "$ref": "#/components/schemas/TickBand"
       }
      ]
     },
     "minItems": 8,
     "maxItems": 8,
     "x-offset": 72
    }
   }
  },
  "SetReferencePrice": {
   "type": "object",
   "x-size": 72,
   "description": "Set the reference price that collar, band and protection are measured from.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Ticks, above 0.",
     "x-offset": 64
    }
   }
  },
  "OpenAccounts": {
   "type": "object",
   "x-size": 64,
   "description": "Open count accounts with the next account indices.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "count": {
     "type": "integer",
     "x-type": "u32",
     "description": "1 to 1,000,000.",
     "x-offset": 56
    },
    "tier": {
     "type": "integer",
     "x-type": "u32",
     "description": "Fee tier, 0 to 15.",
     "x-offset": 60
    }
   }
  },
  "SetAccountStatus": {
   "type": "object",
   "x-size": 64,
   "description": "Freeze, unfreeze or close.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "target": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "status": {
     "allOf": [
      {
       "$ref": "#/components/schemas/AccountStatus"
      }
     ],
     "x-offset": 60
    },
    "cancel_orders": {
     "type": "integer",
     "x-type": "u8",
     "description": "1: cancel its open orders too.",
     "x-offset": 61
    }
   }
  },
  "SetAccountTier": {
   "type": "object",
   "x-size": 64,
   "description": "Put an account in a fee tier.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "target": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "tier": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 60
    }
   }
  },
  "SetStpGroup": {
   "type": "object",
   "x-size": 64,
   "description": "Accounts of one group do not trade with each other; 0 for none.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "target": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "group": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 60
    }
   }
  },
  "Deposit": {
   "type": "object",
   "x-size": 80,
   "description": "Credit an account (AL-05). The client id is its reference, remembered for good for this account.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "target": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "asset": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 60
    },
    "amount": {
     "type": "integer",
     "x-type": "i128",
     "description": "Above 0.",
     "x-offset": 64
    }
   }
  },
  "Withdraw": {
   "type": "object",
   "x-size": 80,
   "description": "Debit an account (AL-05). The client id is its reference, remembered for good for this account.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "target": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "asset": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 60
    },
    "amount": {
     "type": "integer",
     "x-type": "i128",
     "x-offset": 64
    }
   }
  },
  "Transfer": {
   "type": "object",
   "x-size": 88,
   "description": "Move money between two accounts. The client id is its reference, remembered for good for source.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "source": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "destination": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 60
    },
    "asset": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 64
    },
    "amount": {
     "type": "integer",
     "x-type": "i128",
     "x-offset": 72
    }
   }
  },
  "SetFees": {
   "type": "object",
   "x-size": 72,
   "description": "Fees of a tier; the narrower setting holds.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "tier": {
     "type": "integer",
     "x-type": "u32",
     "description": "0 to 15.",
     "x-offset": 56
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "description": "4,294,967,295 for all instruments.",
     "x-offset": 60
    },
    "maker_ppm": {
     "type": "integer",
     "x-type": "i32",
     "description": "Parts per million; below 0 is a rebate; -100,000 to 100,000.",
     "x-offset": 64
    },
    "taker_ppm": {
     "type": "integer",
     "x-type": "i32",
     "description": "Parts per million; 0 to 100,000.",
     "x-offset": 68
    }
   }
  },
  "SetLimits": {
   "type": "object",
   "x-size": 136,
   "description": "Limits before the trade, all of a scope at once; 0 for none. Values are in millionths of a US dollar, by the reference rate of the quote asset.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "scope": {
     "allOf": [
      {
       "$ref": "#/components/schemas/LimitScope"
      }
     ],
     "x-offset": 56
    },
    "id": {
     "type": "integer",
     "x-type": "u32",
     "description": "Account, tier, instrument, risk group or session. The last two have limits of order value, position, daily volume and open orders only; a position is the sum over their accounts, bought less sold.",
     "x-offset": 60
    },
    "max_order_value": {
     "type": "integer",
     "x-type": "i128",
     "description": "Largest value of one order.",
     "x-offset": 64
    },
    "max_position": {
     "type": "integer",
     "x-type": "i128",
     "description": "Largest value of a position in one instrument, with every open order of the side filled, at the last price.",
     "x-offset": 80
    },
    "max_daily_volume": {
     "type": "integer",
     "x-type": "i128",
     "description": "Most that may be traded from 00:00 UTC to 00:00 UTC, in all instruments.",
     "x-offset": 96
    },
    "max_open_orders": {
     "type": "integer",
     "x-type": "u32",
     "description": "Most open orders.",
     "x-offset": 112
    },
    "max_impact_ppm": {
     "type": "integer",
     "x-type": "u32",
     "description": "How far from the best price an order may trade, in millionths of that price.",
     "x-offset": 116
    },
    "max_deviation_ppm": {
     "type": "integer",
     "x-type": "u32",
     "description": "How far from the reference price a limit price may be, in millionths of the reference.",
     "x-offset": 120
    },
    "max_day_trades": {
     "type": "integer",
     "x-type": "u32",
     "description": "Most day trades from 00:00 UTC to 00:00 UTC.",
     "x-offset": 124
    },
    "max_orders": {
     "type": "integer",
     "x-type": "u32",
     "description": "Most orders, replaces and mass quotes at once, and in rate_window_ms; up to 1,000,000.",
     "x-offset": 128
    },
    "rate_window_ms": {
     "type": "integer",
     "x-type": "u32",
     "description": "1 to 3,600,000; 0 if max_orders is 0.",
     "x-offset": 132
    }
   }
  },
  "SetRiskGroup": {
   "type": "object",
   "x-size": 64,
   "description": "Put an account in a risk group, whose limits and kill switch it shares; 0 for none. Self-trade groups are others.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "target": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "group": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 60
    }
   }
  },
  "SetGroupOwner": {
   "type": "object",
   "x-size": 64,
   "description": "Give a risk group to a member, whose limits and kill switch its accounts share.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "group": {
     "type": "integer",
     "x-type": "u32",
     "description": "Not 0.",
     "x-offset": 56
    },
    "member": {
     "type": "integer",
     "x-type": "u32",
     "description": "Session of a registered key; 0 for none.",
     "x-offset": 60
    }
   }
  },
  "SetKillSwitch": {
   "type": "object",
   "x-size": 64,
   "description": "Stop somebody at once, or let them go on: while a switch is on, new orders, replaces and quotes that it covers are refused (Killed). Turning it on cancels every open order that it covers (Kill), and again if it is on already. Cancels are always taken.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "scope": {
     "allOf": [
      {
       "$ref": "#/components/schemas/KillScope"
      }
     ],
     "x-offset": 56
    },
    "engaged": {
     "type": "integer",
     "x-type": "u8",
     "description": "1 stops, 0 lets go on.",
     "x-offset": 57
    },
    "id": {
     "type": "integer",
     "x-type": "u32",
     "description": "Account, tier, instrument, session, self-trade group or risk group, by scope.",
     "x-offset": 60
    }
   }
  },
  "SetReferenceRate": {
   "type": "object",
   "x-size": 72,
   "description": "What one smallest unit of an asset is worth, for limits.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "asset": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "rate": {
     "type": "integer",
     "x-type": "u64",
     "description": "Worth of 10^9 smallest units, in millionths of a US dollar.",
     "x-offset": 64
    }
   }
  },
  "SetRequestWindow": {
   "type": "object",
   "x-size": 64,
   "description": "How many finished requests an account's window remembers.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "requests": {
     "type": "integer",
     "x-type": "u32",
     "description": "1,024 to 1,048,576; 65,536 at the start.",
     "x-offset": 56
    }
   }
  },
  "RegisterKey": {
   "type": "object",
   "x-size": 104,
   "description": "Register an Ed25519 key: it becomes a session.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "public_key": {
     "type": "array",
     "items": {
      "type": "integer",
      "x-type": "u8"
     },
     "minItems": 32,
     "maxItems": 32,
     "x-offset": 56
    },
    "target": {
     "type": "integer",
     "x-type": "u32",
     "description": "Its own account; 0 for none.",
     "x-offset": 88
    },
    "permissions": {
     "type": "integer",
     "x-type": "u32",
     "description": "As LogonAccepted.permissions.",
     "x-offset": 92
    },
    "rate_limit": {
     "type": "integer",
     "x-type": "u32",
     "description": "Messages a second; 0 for no limit.",
     "x-offset": 96
    }
   }
  },
  "RevokeKey": {
   "type": "object",
   "x-size": 64,
   "description": "Revoke a session's key; it can never log on again.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "session": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    }
   }
  },
  "BindAccount": {
   "type": "object",
   "x-size": 72,
   "description": "Let a session act for an account and get its reports (gateways, drop copies).",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "session": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "target": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 60
    },
    "bound": {
     "type": "integer",
     "x-type": "u8",
     "description": "1 binds, 0 unbinds.",
     "x-offset": 64
    }
   }
  },
  "TradeParty": {
   "type": "object",
   "x-size": 32,
   "description": "Who stood on one side of a trade, to reverse it.",
   "properties": {
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 8
    },
    "fee_asset": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 12
    },
    "fee": {
     "type": "integer",
     "x-type": "i128",
     "x-offset": 16
    }
   }
  },
  "BustTrade": {
   "type": "object",
   "x-size": 152,
   "description": "Reverse a trade by new entries. Takes effect when a second operator sends the same.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "trade_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 56
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 64
    },
    "taker_side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 68
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 72
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 80
    },
    "maker": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TradeParty"
      }
     ],
     "x-offset": 88
    },
    "taker": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TradeParty"
      }
     ],
     "x-offset": 120
    }
   }
  },
  "CorrectTrade": {
   "type": "object",
   "x-size": 168,
   "description": "Reverse a trade and book it at another price or quantity. Takes effect when a second operator sends the same.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "trade_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 56
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 64
    },
    "taker_side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 68
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 72
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 80
    },
    "maker": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TradeParty"
      }
     ],
     "x-offset": 88
    },
    "taker": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TradeParty"
      }
     ],
     "x-offset": 120
    },
    "new_price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 152
    },
    "new_quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 160
    }
   }
  },
  "SetTriggerLimit": {
   "type": "object",
   "x-size": 64,
   "description": "How many triggered orders one command may run; the rest run before the next ones.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "orders": {
     "type": "integer",
     "x-type": "u32",
     "description": "1 to 1,000,000; 1,000 at the start.",
     "x-offset": 56
    }
   }
  },
  "PlannedPhase": {
   "type": "object",
   "x-size": 16,
   "description": "A phase to come.",
   "properties": {
    "time": {
     "type": "integer",
     "x-type": "u64",
     "description": "When it begins; 0 in unused entries.",
     "x-offset": 0
    },
    "status": {
     "allOf": [
      {
       "$ref": "#/components/schemas/InstrumentStatus"
      }
     ],
     "x-offset": 8
    },
    "random_ms": {
     "type": "integer",
     "x-type": "u32",
     "description": "It begins at a random moment of so many ms from time on.",
     "x-offset": 12
    }
   }
  },
  "SetSchedule": {
   "type": "object",
   "x-size": 320,
   "description": "Plan an instrument's phases. Of two plans for one time the later holds; a plan for the past is refused.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "replace": {
     "type": "integer",
     "x-type": "u8",
     "description": "1: forget what was planned before.",
     "x-offset": 60
    },
    "phases": {
     "type": "array",
     "items": {
      "allOf": [
       {
        "$ref": "#/components/schemas/PlannedPhase"
       }
      ]
     },
     "minItems": 16,
     "maxItems": 16,
     "description": "By ascending time; unused entries zero, at the end.",
     "x-offset": 64
    }
   }
  },
  "SetTradingRules": {
   "type": "object",
   "x-size": 96,
   "description": "How an instrument's auctions and price bands work. Before it is set: a volatility auction of two minutes, one extension of two minutes, an indication a second.",
   "properties": {
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 0
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "breach": {
     "allOf": [
      {
       "$ref": "#/components/schemas/BreachAction"
      }
     ],
     "x-offset": 60
    },
    "auction_stp": {
     "type": "integer",
     "x-type": "u8",
     "description": "1: in an auction orders of one account or self-trade group do not trade with each other.",
     "x-offset": 61
    },
    "static_band_ppm": {
     "type": "integer",
     "x-type": "u32",
     "description": "Greatest distance of a trade from the last auction's price, in ppm of it; 0 for none.",
     "x-offset": 64
    },
    "auction_band_ppm": {
     "type": "integer",
     "x-type": "u32",
     "description": "Greatest distance of an auction's price from the last auction's, in ppm; 0 for none.",
     "x-offset": 68
    },
    "volatility_ms": {
     "type": "integer",
     "x-type": "u32",
     "description": "How long a volatility auction lasts; 1 to 86,400,000.",
     "x-offset": 72
    },
    "extension_ms": {
     "type": "integer",
     "x-type": "u32",
     "description": "How long an auction goes on, once, whose price would be outside the auction band; 0 for not at all.",
     "x-offset": 76
    },
    "random_ms": {
     "type": "integer",
     "x-type": "u32",
     "description": "An extension and a volatility auction end at a random moment of so many ms more; 0 to 86,400,000.",
     "x-offset": 80
    },
    "halt_ms": {
     "type": "integer",
     "x-type": "u32",
     "description": "How long a halt by the band lasts; 0 until somebody ends it.",
     "x-offset": 84
    },
    "indication_ms": {
     "type": "integer",
     "x-type": "u32",
     "description": "Between two indications of an auction's price; 10 to 60,000.",
     "x-offset": 88
    },
    "guard_ms": {
     "type": "integer",
     "x-type": "u32",
     "description": "So long before an auction may end no order is canceled because its session is lost: what is left of it is canceled after the auction, unless the session is back. 0 to 86,400,000; 0 for no such time.",
     "x-offset": 92
    }
   }
  },
  "OrderAccepted": {
   "type": "object",
   "x-size": 168,
   "description": "The order stands (FIX 150=0).",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 32
    },
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 88
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 96
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 100
    },
    "type": {
     "allOf": [
      {
       "$ref": "#/components/schemas/OrderType"
      }
     ],
     "x-offset": 101
    },
    "time_in_force": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TimeInForce"
      }
     ],
     "x-offset": 102
    },
    "stp": {
     "allOf": [
      {
       "$ref": "#/components/schemas/StpMode"
      }
     ],
     "x-offset": 103
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Limit price, or the protection price of a market order.",
     "x-offset": 104
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 112
    },
    "resting": {
     "type": "integer",
     "x-type": "u64",
     "description": "Quantity that the book shows at once; 0 if it trades first, waits for its trigger or is hidden.",
     "x-offset": 120
    },
    "quote_amount": {
     "type": "integer",
     "x-type": "i128",
     "x-offset": 128
    },
    "hold": {
     "type": "integer",
     "x-type": "i128",
     "description": "Reserved from the account: quote for a buy, base for a sell.",
     "x-offset": 144
    },
    "flags": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 160
    },
    "session": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 164
    }
   }
  },
  "OrderRested": {
   "type": "object",
   "x-size": 72,
   "description": "The rest of an order that traded on arrival, was triggered, or was replaced across, went into the book; or a hidden order did, whose acceptance cannot tell.",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 32
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 40
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 44
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 48
    },
    "resting": {
     "type": "integer",
     "x-type": "u64",
     "description": "What the book shows of it; 0 if it is hidden.",
     "x-offset": 56
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 64
    },
    "group": {
     "type": "integer",
     "x-type": "u32",
     "description": "Pegged orders: number of the group it joined, as PegsMoved.group; else 0.",
     "x-offset": 68
    }
   }
  },
  "OrderReduced": {
   "type": "object",
   "x-size": 120,
   "description": "A resting order shrank without a fill and kept its place (self-trade prevention by decrement, reduce-only).",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 32
    },
    "client_id": {
     "type": "string",
     "maxLength": 36,
     "x-type": "text 36",
     "x-offset": 40
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 76
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 80
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 84
    },
    "reason": {
     "allOf": [
      {
       "$ref": "#/components/schemas/EndReason"
      }
     ],
     "x-offset": 85
    },
    "resting": {
     "type": "integer",
     "x-type": "u8",
     "description": "1 if the book shows less of it now, 0 if it was arriving or hidden.",
     "x-offset": 86
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 88
    },
    "reduced": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots taken off.",
     "x-offset": 96
    },
    "leaves": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 104
    },
    "cumulative": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 112
    }
   }
  },
  "OrderCanceled": {
   "type": "object",
   "x-size": 176,
   "description": "The order ended without a fill (FIX 150=4 or C). A market order by quote amount always ends by this, with state Filled and reason None if it spent or raised its amount.",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "description": "The request that asked for it; its client id is the order's own where nobody asked.",
     "x-offset": 32
    },
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 88
    },
    "client_id": {
     "type": "string",
     "maxLength": 36,
     "x-type": "text 36",
     "x-offset": 96
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 132
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 136
    },
    "reason": {
     "allOf": [
      {
       "$ref": "#/components/schemas/EndReason"
      }
     ],
     "x-offset": 137
    },
    "state": {
     "allOf": [
      {
       "$ref": "#/components/schemas/OrderState"
      }
     ],
     "x-offset": 138
    },
    "resting": {
     "type": "integer",
     "x-type": "u8",
     "description": "1 if it was in the book, 0 if it was arriving.",
     "x-offset": 139
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 144
    },
    "canceled": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots that were open.",
     "x-offset": 152
    },
    "cumulative": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 160
    },
    "displayed": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots that the book showed of it.",
     "x-offset": 168
    }
   }
  },
  "OrderReplaced": {
   "type": "object",
   "x-size": 192,
   "description": "The order changed (FIX 150=5).",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 32
    },
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 88
    },
    "client_id": {
     "type": "string",
     "maxLength": 36,
     "x-type": "text 36",
     "x-offset": 96
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 132
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 136
    },
    "priority_kept": {
     "type": "integer",
     "x-type": "u8",
     "description": "1 if it kept its place in the queue.",
     "x-offset": 137
    },
    "old_price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 144
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Of a pegged order that loses its place its limit, before OrderRested tells where it stands.",
     "x-offset": 152
    },
    "old_resting": {
     "type": "integer",
     "x-type": "u64",
     "description": "Quantity that the book showed at old_price.",
     "x-offset": 160
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "New total.",
     "x-offset": 168
    },
    "cumulative": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 176
    },
    "resting": {
     "type": "integer",
     "x-type": "u64",
     "description": "Quantity that the book shows at price now; 0 if it trades first.",
     "x-offset": 184
    }
   }
  },
  "TradeSide": {
   "type": "object",
   "x-size": 88,
   "description": "One side of a Trade.",
   "properties": {
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 8
    },
    "fee_asset": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 12
    },
    "fee": {
     "type": "integer",
     "x-type": "i128",
     "description": "Fee charged by this fill; below 0 is a rebate.",
     "x-offset": 16
    },
    "leaves": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 32
    },
    "cumulative": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 40
    },
    "client_id": {
     "type": "string",
     "maxLength": 36,
     "x-type": "text 36",
     "x-offset": 48
    },
    "state": {
     "allOf": [
      {
       "$ref": "#/components/schemas/OrderState"
      }
     ],
     "description": "Filled or partially filled; a market order by quote amount stays partially filled until its OrderCanceled.",
     "x-offset": 84
    }
   }
  },
  "Trade": {
   "type": "object",
   "x-size": 256,
   "description": "A match of two orders, both sides (OB-14). Sessions get a Fill of their own side.",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "trade_id": {
     "type": "integer",
     "x-type": "u64",
     "description": "From 1 without gaps in its instrument.",
     "x-offset": 32
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 40
    },
    "taker_side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 44
    },
    "hidden": {
     "type": "integer",
     "x-type": "u8",
     "description": "1 if the book did not show the maker's quantity.",
     "x-offset": 45
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "description": "The maker's price (OB-10).",
     "x-offset": 48
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 56
    },
    "notional": {
     "type": "integer",
     "x-type": "i128",
     "x-offset": 64
    },
    "maker": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TradeSide"
      }
     ],
     "x-offset": 80
    },
    "taker": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TradeSide"
      }
     ],
     "x-offset": 168
    }
   }
  },
  "Fill": {
   "type": "object",
   "x-size": 176,
   "description": "One order's share of a trade (FIX 150=F, OB-15).",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "trade_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 32
    },
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 40
    },
    "counterparty_order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 48
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 60
    },
    "client_id": {
     "type": "string",
     "maxLength": 36,
     "x-type": "text 36",
     "x-offset": 64
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 100
    },
    "liquidity": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Liquidity"
      }
     ],
     "x-offset": 101
    },
    "state": {
     "allOf": [
      {
       "$ref": "#/components/schemas/OrderState"
      }
     ],
     "x-offset": 102
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 104
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 112
    },
    "leaves": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 120
    },
    "cumulative": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 128
    },
    "notional": {
     "type": "integer",
     "x-type": "i128",
     "x-offset": 136
    },
    "fee": {
     "type": "integer",
     "x-type": "i128",
     "x-offset": 152
    },
    "fee_asset": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 168
    }
   }
  },
  "RequestRejected": {
   "type": "object",
   "x-size": 128,
   "description": "A journaled refusal (FIX 150=8, 35=9).",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 32
    },
    "type": {
     "allOf": [
      {
       "$ref": "#/components/schemas/MessageType"
      }
     ],
     "x-offset": 88
    },
    "reason": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RejectReason"
      }
     ],
     "x-offset": 90
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 92
    },
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 96
    },
    "detail": {
     "type": "integer",
     "x-type": "i64",
     "description": "The bound that was broken, in the unit of the field it bounds; 0 where there is none.",
     "x-offset": 104
    },
    "failed": {
     "type": "array",
     "items": {
      "type": "integer",
      "x-type": "u64"
     },
     "minItems": 2,
     "maxItems": 2,
     "description": "Bit n of the 128: rule with number n failed (VR-05).",
     "x-offset": 112
    }
   }
  },
  "RequestRepeated": {
   "type": "object",
   "x-size": 104,
   "description": "The request was taken before; its first answer follows, marked as sent before.",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "x-offset": 32
    },
    "type": {
     "allOf": [
      {
       "$ref": "#/components/schemas/MessageType"
      }
     ],
     "x-offset": 88
    },
    "first_sequence": {
     "type": "integer",
     "x-type": "u64",
     "description": "Sequence of the command that was the first.",
     "x-offset": 96
    }
   }
  },
  "Applied": {
   "type": "object",
   "x-size": 48,
   "description": "An operator's or sequencer's command took effect; the command's body follows this struct. Followed by the body of the command.",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "type": {
     "allOf": [
      {
       "$ref": "#/components/schemas/MessageType"
      }
     ],
     "x-offset": 32
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "description": "Account whose sessions hear of it; 0 for none.",
     "x-offset": 36
    },
    "id": {
     "type": "integer",
     "x-type": "u64",
     "description": "Index it was given (asset, instrument, first account, session), or 0.",
     "x-offset": 40
    }
   }
  },
  "TradeAmended": {
   "type": "object",
   "x-size": 144,
   "description": "A trade was reversed or booked anew (FIX 150=H, G).",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "trade_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 32
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 40
    },
    "status": {
     "allOf": [
      {
       "$ref": "#/components/schemas/SettlementStatus"
      }
     ],
     "x-offset": 44
    },
    "taker_side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 45
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 48
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 56
    },
    "new_price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 64
    },
    "new_quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 72
    },
    "maker": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TradeParty"
      }
     ],
     "x-offset": 80
    },
    "taker": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TradeParty"
      }
     ],
     "x-offset": 112
    }
   }
  },
  "OrderTerms": {
   "type": "object",
   "x-size": 120,
   "description": "What an advanced order carries beyond its OrderAccepted or OrderReplaced, which it follows.",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 32
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 40
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 44
    },
    "trigger_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "The trigger now; 0 for none, or of a trailing stop that is not activated.",
     "x-offset": 48
    },
    "activation_price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 56
    },
    "trail_ticks": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 64
    },
    "display_quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 72
    },
    "min_quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 80
    },
    "expire_time": {
     "type": "integer",
     "x-type": "u64",
     "description": "When it expires; 0 for never.",
     "x-offset": 88
    },
    "peg_offset": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 96
    },
    "trail_basis_points": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 104
    },
    "flags": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 108
    },
    "trigger_source": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TriggerSource"
      }
     ],
     "x-offset": 112
    },
    "peg": {
     "allOf": [
      {
       "$ref": "#/components/schemas/PegKind"
      }
     ],
     "x-offset": 113
    },
    "state": {
     "allOf": [
      {
       "$ref": "#/components/schemas/OrderState"
      }
     ],
     "x-offset": 114
    }
   }
  },
  "OrderTriggered": {
   "type": "object",
   "x-size": 128,
   "description": "An order's trigger was reached (FIX 150=L), or its auction begins: it meets the book now as a new arrival.",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 32
    },
    "client_id": {
     "type": "string",
     "maxLength": 36,
     "x-type": "text 36",
     "x-offset": 40
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 76
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 80
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 84
    },
    "type": {
     "allOf": [
      {
       "$ref": "#/components/schemas/OrderType"
      }
     ],
     "x-offset": 85
    },
    "trigger_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Trigger it had; 0 if it waited for the closing auction.",
     "x-offset": 88
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Limit it trades with: its own, or the protection price of a market order.",
     "x-offset": 96
    },
    "leaves": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 104
    },
    "hold": {
     "type": "integer",
     "x-type": "i128",
     "description": "What it reserves now.",
     "x-offset": 112
    }
   }
  },
  "OrderRefreshed": {
   "type": "object",
   "x-size": 80,
   "description": "The book shows the next slice of an iceberg, at the end of the queue at its price (OT-08).",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 32
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 40
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 44
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 48
    },
    "displayed": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots of the new slice.",
     "x-offset": 56
    },
    "leaves": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 64
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 72
    }
   }
  },
  "PhaseChanged": {
   "type": "object",
   "x-size": 64,
   "description": "An instrument's phase changed, or an auction goes on.",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 32
    },
    "status": {
     "allOf": [
      {
       "$ref": "#/components/schemas/InstrumentStatus"
      }
     ],
     "x-offset": 36
    },
    "previous": {
     "allOf": [
      {
       "$ref": "#/components/schemas/InstrumentStatus"
      }
     ],
     "x-offset": 37
    },
    "cause": {
     "allOf": [
      {
       "$ref": "#/components/schemas/PhaseCause"
      }
     ],
     "x-offset": 38
    },
    "until": {
     "type": "integer",
     "x-type": "u64",
     "description": "When it ends if nothing else ends it, a random end aside; 0 if nothing is planned.",
     "x-offset": 40
    },
    "reference_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Last trade's price, or what an operator set; 0 for none.",
     "x-offset": 48
    },
    "static_reference": {
     "type": "integer",
     "x-type": "i64",
     "description": "Last auction's price, or what an operator set; 0 for none.",
     "x-offset": 56
    }
   }
  },
  "AuctionIndication": {
   "type": "object",
   "x-size": 64,
   "description": "What an auction would do if it ended now; told when it changed.",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 32
    },
    "status": {
     "allOf": [
      {
       "$ref": "#/components/schemas/InstrumentStatus"
      }
     ],
     "x-offset": 36
    },
    "surplus_side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "description": "Side of what would be left at the price.",
     "x-offset": 37
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "description": "0 if nothing would trade.",
     "x-offset": 40
    },
    "volume": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 48
    },
    "surplus": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots that the price admits and nobody would meet (imbalance).",
     "x-offset": 56
    }
   }
  },
  "AuctionTrade": {
   "type": "object",
   "x-size": 288,
   "description": "A match of two orders in an auction: both rested, both pay as takers, nobody is maker.",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "trade_id": {
     "type": "integer",
     "x-type": "u64",
     "description": "From 1 without gaps in its instrument, in one row with Trade.",
     "x-offset": 32
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 40
    },
    "status": {
     "allOf": [
      {
       "$ref": "#/components/schemas/InstrumentStatus"
      }
     ],
     "description": "Which auction.",
     "x-offset": 44
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 48
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 56
    },
    "notional": {
     "type": "integer",
     "x-type": "i128",
     "x-offset": 64
    },
    "buy_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Where in the book the buyer stood.",
     "x-offset": 80
    },
    "sell_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Where in the book the seller stood.",
     "x-offset": 88
    },
    "buy_shown": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots that the book shows less of the buyer's.",
     "x-offset": 96
    },
    "sell_shown": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots that the book shows less of the seller's.",
     "x-offset": 104
    },
    "buy": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TradeSide"
      }
     ],
     "x-offset": 112
    },
    "sell": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TradeSide"
      }
     ],
     "x-offset": 200
    }
   }
  },
  "PegsMoved": {
   "type": "object",
   "x-size": 88,
   "description": "Pegged orders of one side that follow the same price at the same offset with the same limit moved together: to the end of the queue at their new price, in their order. Their owners are not told one by one, and depth by order (L3) shows a group as one order, whose id is 2^52 + 64 x instrument + group - 1.",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 32
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 36
    },
    "peg": {
     "allOf": [
      {
       "$ref": "#/components/schemas/PegKind"
      }
     ],
     "x-offset": 37
    },
    "peg_offset": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 40
    },
    "limit_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "As OrderAccepted.price of these orders.",
     "x-offset": 48
    },
    "old_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Where they stood; 0 if they waited for a market.",
     "x-offset": 56
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Where they stand; 0 if they wait.",
     "x-offset": 64
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots of all of them.",
     "x-offset": 72
    },
    "group": {
     "type": "integer",
     "x-type": "u32",
     "description": "Number of the group, 1 to 64; used again once it has no orders.",
     "x-offset": 80
    }
   }
  },
  "ListStatus": {
   "type": "object",
   "x-size": 128,
   "description": "A list was taken, or is done (FIX N).",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "request": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RequestHeader"
      }
     ],
     "description": "The request that entered it; once it is done, one with its client id.",
     "x-offset": 32
    },
    "list_id": {
     "type": "integer",
     "x-type": "u64",
     "description": "Sequential, below 2^53.",
     "x-offset": 88
    },
    "orders": {
     "type": "array",
     "items": {
      "type": "integer",
      "x-type": "u64"
     },
     "minItems": 3,
     "maxItems": 3,
     "description": "Order ids of its legs in their order; 0 for none.",
     "x-offset": 96
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 120
    },
    "kind": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ListKind"
      }
     ],
     "x-offset": 124
    },
    "state": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ListState"
      }
     ],
     "x-offset": 125
    }
   }
  },
  "ListLegStarted": {
   "type": "object",
   "x-size": 136,
   "description": "A pending leg starts: it waits for its trigger, rests, or takes its turn among the triggered orders from now on. Or it cannot, or an exit of a bracket cannot grow with its entry: then reason says why, and an OrderCanceled (NotStarted) follows.",
   "properties": {
    "report": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ReportHeader"
      }
     ],
     "x-offset": 0
    },
    "list_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 32
    },
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 40
    },
    "client_id": {
     "type": "string",
     "maxLength": 36,
     "x-type": "text 36",
     "x-offset": 48
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 84
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 88
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 92
    },
    "type": {
     "allOf": [
      {
       "$ref": "#/components/schemas/OrderType"
      }
     ],
     "x-offset": 93
    },
    "state": {
     "allOf": [
      {
       "$ref": "#/components/schemas/OrderState"
      }
     ],
     "description": "Untriggered, or New for one that does not wait for a trigger; Rejected where it cannot start.",
     "x-offset": 94
    },
    "reason": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RejectReason"
      }
     ],
     "x-offset": 95
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Limit in ticks, or the price that funds are held at.",
     "x-offset": 96
    },
    "trigger_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Its trigger; 0 for none.",
     "x-offset": 104
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "Total in lots from now on.",
     "x-offset": 112
    },
    "hold": {
     "type": "integer",
     "x-type": "i128",
     "description": "Reserved from the account beside what the list held: it holds as much as its largest leg.",
     "x-offset": 120
    }
   }
  },
  "Subscribe": {
   "type": "object",
   "x-size": 24,
   "description": "Ask for a feed. The first frame is a snapshot, unless a resume is possible.",
   "properties": {
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "depth": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Depth"
      }
     ],
     "x-offset": 4
    },
    "interval": {
     "allOf": [
      {
       "$ref": "#/components/schemas/CandleInterval"
      }
     ],
     "description": "Of candles; else Minute1.",
     "x-offset": 5
    },
    "rate": {
     "type": "integer",
     "x-type": "u16",
     "description": "At most so many updates a second: 1 to 100; 0 for 100. A key's market data tier may allow less. L3 is not conflated: its updates are gathered for 10 ms at most, whatever is asked.",
     "x-offset": 6
    },
    "feed_sequence": {
     "type": "integer",
     "x-type": "u64",
     "description": "Resume (L3, Trades): the last feed_sequence held, with sequence of the same frame. What followed is sent if it is still kept, else a snapshot (L3) or what comes (Trades). 0 to begin anew; 0 for other feeds.",
     "x-offset": 8
    },
    "sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 16
    }
   }
  },
  "Unsubscribe": {
   "type": "object",
   "x-size": 8,
   "description": "End a feed.",
   "properties": {
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "depth": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Depth"
      }
     ],
     "x-offset": 4
    },
    "interval": {
     "allOf": [
      {
       "$ref": "#/components/schemas/CandleInterval"
      }
     ],
     "description": "As in Subscribe.",
     "x-offset": 5
    }
   }
  },
  "TopOfBook": {
   "type": "object",
   "x-size": 80,
   "description": "Best bid and offer (L1). A side that is empty has price and quantity 0.",
   "properties": {
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "feed_sequence": {
     "type": "integer",
     "x-type": "u64",
     "description": "Of this feed, without gaps for a subscriber.",
     "x-offset": 8
    },
    "sequence": {
     "type": "integer",
     "x-type": "u64",
     "description": "Last command it includes.",
     "x-offset": 16
    },
    "time": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 24
    },
    "bid_price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 32
    },
    "bid_quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 40
    },
    "ask_price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 48
    },
    "ask_quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 56
    },
    "last_price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 64
    },
    "last_quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 72
    }
   }
  },
  "Level": {
   "type": "object",
   "x-size": 16,
   "description": "One price level.",
   "properties": {
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 0
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    }
   }
  },
  "BookSnapshot": {
   "type": "object",
   "x-size": 40,
   "description": "The whole depth (L2): this struct, then bids levels from the best down, then asks from the best up. A book deeper than one frame comes in several, the later ones with part above 0. Followed by bids + asks Level.",
   "properties": {
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "checksum": {
     "type": "integer",
     "x-type": "u32",
     "description": "CRC-32C over the top ten of each side; see protocol.md.",
     "x-offset": 4
    },
    "feed_sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    },
    "sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 16
    },
    "time": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 24
    },
    "bids": {
     "type": "integer",
     "x-type": "u16",
     "x-offset": 32
    },
    "asks": {
     "type": "integer",
     "x-type": "u16",
     "x-offset": 34
    },
    "part": {
     "type": "integer",
     "x-type": "u16",
     "x-offset": 36
    },
    "last": {
     "type": "integer",
     "x-type": "u16",
     "description": "1 in the last part.",
     "x-offset": 38
    }
   }
  },
  "LevelChange": {
   "type": "object",
   "x-size": 24,
   "description": "A level's new quantity; 0 removes it.",
   "properties": {
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 0
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 16
    }
   }
  },
  "BookUpdate": {
   "type": "object",
   "x-size": 40,
   "description": "Changes since the feed_sequence before: this struct, then count LevelChange. Followed by count LevelChange.",
   "properties": {
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "checksum": {
     "type": "integer",
     "x-type": "u32",
     "description": "CRC-32C over the top ten of each side after the changes; 0 where more is 1.",
     "x-offset": 4
    },
    "feed_sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    },
    "sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 16
    },
    "time": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 24
    },
    "count": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 32
    },
    "more": {
     "type": "integer",
     "x-type": "u32",
     "description": "1 if further frames belong to the same changes.",
     "x-offset": 36
    }
   }
  },
  "TradeTick": {
   "type": "object",
   "x-size": 56,
   "description": "A trade, for the public.",
   "properties": {
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "taker_side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "description": "Buy in an auction, where nobody takes.",
     "x-offset": 4
    },
    "kind": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TickKind"
      }
     ],
     "x-offset": 5
    },
    "feed_sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    },
    "sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 16
    },
    "time": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 24
    },
    "trade_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 32
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 40
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 48
    }
   }
  },
  "BookOrder": {
   "type": "object",
   "x-size": 32,
   "description": "One displayed order.",
   "properties": {
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 8
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 16
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 24
    }
   }
  },
  "OrdersSnapshot": {
   "type": "object",
   "x-size": 40,
   "description": "Every displayed order (L3): this struct, then count BookOrder, bids and then asks, each in the order they would trade. More orders than one frame holds come in several, the later ones with part above 0. Followed by count BookOrder.",
   "properties": {
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "checksum": {
     "type": "integer",
     "x-type": "u32",
     "description": "CRC-32C over the first ten orders of each side; see protocol.md.",
     "x-offset": 4
    },
    "feed_sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    },
    "sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 16
    },
    "time": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 24
    },
    "count": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 32
    },
    "part": {
     "type": "integer",
     "x-type": "u16",
     "x-offset": 36
    },
    "last": {
     "type": "integer",
     "x-type": "u16",
     "description": "1 in the last part.",
     "x-offset": 38
    }
   }
  },
  "OrderChange": {
   "type": "object",
   "x-size": 32,
   "description": "One order's change.",
   "properties": {
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 8
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "Displayed quantity from now on.",
     "x-offset": 16
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 24
    },
    "action": {
     "allOf": [
      {
       "$ref": "#/components/schemas/OrderAction"
      }
     ],
     "x-offset": 25
    }
   }
  },
  "OrdersUpdate": {
   "type": "object",
   "x-size": 40,
   "description": "All changes of one command (L3): this struct, then count OrderChange in the order they happened. Followed by count OrderChange.",
   "properties": {
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "checksum": {
     "type": "integer",
     "x-type": "u32",
     "description": "CRC-32C over the first ten orders of each side after the changes; 0 where more is 1.",
     "x-offset": 4
    },
    "feed_sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    },
    "sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 16
    },
    "time": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 24
    },
    "count": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 32
    },
    "more": {
     "type": "integer",
     "x-type": "u32",
     "description": "1 if further frames belong to the same command.",
     "x-offset": 36
    }
   }
  },
  "InstrumentState": {
   "type": "object",
   "x-size": 64,
   "description": "How an instrument trades now (FIX f), and what an auction that collects orders would give.",
   "properties": {
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "status": {
     "allOf": [
      {
       "$ref": "#/components/schemas/InstrumentStatus"
      }
     ],
     "x-offset": 4
    },
    "imbalance_side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/SideFilter"
      }
     ],
     "description": "Side of the surplus; Both for none.",
     "x-offset": 5
    },
    "feed_sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    },
    "sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 16
    },
    "time": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 24
    },
    "reference_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Ticks; 0 for none.",
     "x-offset": 32
    },
    "indicative_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Price at which an uncross would trade now; 0 where no auction collects, or nothing would trade.",
     "x-offset": 40
    },
    "indicative_quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots that would trade.",
     "x-offset": 48
    },
    "imbalance_quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots left over at that price.",
     "x-offset": 56
    }
   }
  },
  "Ticker": {
   "type": "object",
   "x-size": 128,
   "description": "The last 24 hours (MD-01, MD-03), to the minute: the whole minutes before this one and what this one has so far.",
   "properties": {
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "trades": {
     "type": "integer",
     "x-type": "u32",
     "description": "Trades counted.",
     "x-offset": 4
    },
    "feed_sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    },
    "sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 16
    },
    "time": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 24
    },
    "bid_price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 32
    },
    "bid_quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 40
    },
    "ask_price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 48
    },
    "ask_quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 56
    },
    "last_price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 64
    },
    "last_quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 72
    },
    "open_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "First, highest and lowest price of the 24 hours; 0 without a trade.",
     "x-offset": 80
    },
    "high_price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 88
    },
    "low_price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 96
    },
    "volume": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots.",
     "x-offset": 104
    },
    "quote_volume": {
     "type": "integer",
     "x-type": "i128",
     "description": "Quote units.",
     "x-offset": 112
    }
   }
  },
  "Candle": {
   "type": "object",
   "x-size": 104,
   "description": "Trades of one interval.",
   "properties": {
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "interval": {
     "allOf": [
      {
       "$ref": "#/components/schemas/CandleInterval"
      }
     ],
     "x-offset": 4
    },
    "closed": {
     "type": "integer",
     "x-type": "u8",
     "description": "1 once the interval is over: it does not change any more but by a bust or correction.",
     "x-offset": 5
    },
    "feed_sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    },
    "sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 16
    },
    "time": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 24
    },
    "open_time": {
     "type": "integer",
     "x-type": "u64",
     "description": "Beginning of the interval.",
     "x-offset": 32
    },
    "open": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 40
    },
    "high": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 48
    },
    "low": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 56
    },
    "close": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 64
    },
    "volume": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots.",
     "x-offset": 72
    },
    "quote_volume": {
     "type": "integer",
     "x-type": "i128",
     "description": "Quote units.",
     "x-offset": 80
    },
    "trades": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 96
    }
   }
  },
  "QuoteCandle": {
   "type": "object",
   "x-size": 112,
   "description": "Best bid and best offer of one interval, traded or not (QuoteCandles). Counted after whole commands while the instrument trades continuously and both sides stand; an interval without a change of either has no candle.",
   "properties": {
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "interval": {
     "allOf": [
      {
       "$ref": "#/components/schemas/CandleInterval"
      }
     ],
     "x-offset": 4
    },
    "closed": {
     "type": "integer",
     "x-type": "u8",
     "description": "1 once the interval is over: it does not change any more.",
     "x-offset": 5
    },
    "feed_sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    },
    "sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 16
    },
    "time": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 24
    },
    "open_time": {
     "type": "integer",
     "x-type": "u64",
     "description": "Beginning of the interval.",
     "x-offset": 32
    },
    "bid_open": {
     "type": "integer",
     "x-type": "i64",
     "description": "Ticks. The first quote's is open, the last one's close.",
     "x-offset": 40
    },
    "bid_high": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 48
    },
    "bid_low": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 56
    },
    "bid_close": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 64
    },
    "ask_open": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 72
    },
    "ask_high": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 80
    },
    "ask_low": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 88
    },
    "ask_close": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 96
    },
    "changes": {
     "type": "integer",
     "x-type": "u64",
     "description": "How often one of the two prices changed.",
     "x-offset": 104
    }
   }
  },
  "FeedResumed": {
   "type": "object",
   "x-size": 16,
   "description": "A resume took place: what follows feed_sequence comes next, without a snapshot.",
   "properties": {
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 0
    },
    "depth": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Depth"
      }
     ],
     "x-offset": 4
    },
    "interval": {
     "allOf": [
      {
       "$ref": "#/components/schemas/CandleInterval"
      }
     ],
     "x-offset": 5
    },
    "feed_sequence": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    }
   }
  },
  "QueryAssets": {
   "type": "object",
   "x-size": 8,
   "description": "Every asset; answered by AssetReport each, then QueryDone.",
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    }
   }
  },
  "QueryInstruments": {
   "type": "object",
   "x-size": 8,
   "description": "Every instrument; answered by InstrumentReport each, then QueryDone.",
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    }
   }
  },
  "QueryBalances": {
   "type": "object",
   "x-size": 16,
   "description": "Balances of an account; answered by BalanceReport for each asset it holds, then QueryDone.",
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "description": "Echoed.",
     "x-offset": 0
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "description": "0 for the session's own.",
     "x-offset": 8
    }
   }
  },
  "QueryOrders": {
   "type": "object",
   "x-size": 24,
   "description": "Open orders of an account; answered by OrderReport each, then QueryDone.",
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 8
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "description": "4,294,967,295 for all.",
     "x-offset": 12
    },
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "description": "One order; 0 for all open ones.",
     "x-offset": 16
    }
   }
  },
  "QueryOrderLists": {
   "type": "object",
   "x-size": 24,
   "description": "Lists of an account that have an open leg; answered by OrderListReport each, then QueryDone.",
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 8
    },
    "list_id": {
     "type": "integer",
     "x-type": "u64",
     "description": "One list; 0 for all.",
     "x-offset": 16
    }
   }
  },
  "QueryLimits": {
   "type": "object",
   "x-size": 16,
   "description": "Limits in force (VR-16); answered by LimitsReport each, then QueryDone. Only operators may ask for others than what binds an account that they act for.",
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "id": {
     "type": "integer",
     "x-type": "u32",
     "description": "Account (0 for the session's own), tier, instrument, risk group or session; 0 for All.",
     "x-offset": 8
    },
    "of": {
     "allOf": [
      {
       "$ref": "#/components/schemas/LimitsOf"
      }
     ],
     "x-offset": 12
    },
    "scope": {
     "allOf": [
      {
       "$ref": "#/components/schemas/LimitScope"
      }
     ],
     "description": "Where one scope is asked for; else Account.",
     "x-offset": 13
    }
   }
  },
  "QueryPositions": {
   "type": "object",
   "x-size": 16,
   "description": "Positions of an account; answered by PositionReport each, then QueryDone.",
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 8
    }
   }
  },
  "SimulateOrder": {
   "type": "object",
   "x-size": 112,
   "description": "What an order would do now (OB-11); nothing is journaled, no book changes.",
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "order": {
     "allOf": [
      {
       "$ref": "#/components/schemas/NewOrder"
      }
     ],
     "x-offset": 8
    }
   }
  },
  "QueryTrade": {
   "type": "object",
   "x-size": 24,
   "description": "Settlement of a trade (ST-01).",
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "trade_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 16
    }
   }
  },
  "AssetReport": {
   "type": "object",
   "x-size": 32,
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "asset": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 8
    },
    "scale": {
     "type": "integer",
     "x-type": "u8",
     "x-offset": 12
    },
    "display_scale": {
     "type": "integer",
     "x-type": "u8",
     "x-offset": 13
    },
    "code": {
     "type": "string",
     "maxLength": 16,
     "x-type": "text 16",
     "x-offset": 16
    }
   }
  },
  "InstrumentReport": {
   "type": "object",
   "x-size": 104,
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 8
    },
    "base_asset": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 12
    },
    "quote_asset": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 16
    },
    "price_scale": {
     "type": "integer",
     "x-type": "u8",
     "x-offset": 20
    },
    "quantity_scale": {
     "type": "integer",
     "x-type": "u8",
     "x-offset": 21
    },
    "fee_asset": {
     "allOf": [
      {
       "$ref": "#/components/schemas/FeeAsset"
      }
     ],
     "x-offset": 22
    },
    "status": {
     "allOf": [
      {
       "$ref": "#/components/schemas/InstrumentStatus"
      }
     ],
     "x-offset": 23
    },
    "tick_size": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 24
    },
    "lot_size": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 32
    },
    "min_quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 40
    },
    "max_quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 48
    },
    "quantity_step": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 56
    },
    "reference_price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 64
    },
    "last_trade_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 72
    },
    "symbol": {
     "type": "string",
     "maxLength": 24,
     "x-type": "text 24",
     "x-offset": 80
    }
   }
  },
  "BalanceReport": {
   "type": "object",
   "x-size": 48,
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 8
    },
    "asset": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 12
    },
    "available": {
     "type": "integer",
     "x-type": "i128",
     "x-offset": 16
    },
    "held": {
     "type": "integer",
     "x-type": "i128",
     "x-offset": 32
    }
   }
  },
  "OrderReport": {
   "type": "object",
   "x-size": 144,
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "order_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    },
    "client_id": {
     "type": "string",
     "maxLength": 36,
     "x-type": "text 36",
     "x-offset": 16
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 52
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 56
    },
    "side": {
     "allOf": [
      {
       "$ref": "#/components/schemas/Side"
      }
     ],
     "x-offset": 60
    },
    "type": {
     "allOf": [
      {
       "$ref": "#/components/schemas/OrderType"
      }
     ],
     "x-offset": 61
    },
    "time_in_force": {
     "allOf": [
      {
       "$ref": "#/components/schemas/TimeInForce"
      }
     ],
     "x-offset": 62
    },
    "state": {
     "allOf": [
      {
       "$ref": "#/components/schemas/OrderState"
      }
     ],
     "x-offset": 63
    },
    "price": {
     "type": "integer",
     "x-type": "i64",
     "x-offset": 64
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 72
    },
    "cumulative": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 80
    },
    "notional": {
     "type": "integer",
     "x-type": "i128",
     "x-offset": 88
    },
    "time": {
     "type": "integer",
     "x-type": "u64",
     "description": "When it was entered.",
     "x-offset": 104
    },
    "trigger_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Its trigger now; 0 for none.",
     "x-offset": 112
    },
    "displayed": {
     "type": "integer",
     "x-type": "u64",
     "description": "What the book shows of it.",
     "x-offset": 120
    },
    "expire_time": {
     "type": "integer",
     "x-type": "u64",
     "description": "When it expires; 0 for never.",
     "x-offset": 128
    },
    "flags": {
     "type": "integer",
     "x-type": "u32",
     "description": "As NewAdvancedOrder.flags.",
     "x-offset": 136
    }
   }
  },
  "OrderListReport": {
   "type": "object",
   "x-size": 104,
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "list_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    },
    "client_id": {
     "type": "string",
     "maxLength": 36,
     "x-type": "text 36",
     "description": "Of the request that entered it.",
     "x-offset": 16
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 52
    },
    "orders": {
     "type": "array",
     "items": {
      "type": "integer",
      "x-type": "u64"
     },
     "minItems": 3,
     "maxItems": 3,
     "description": "Order ids of its legs in their order, those that ended included; 0 for none.",
     "x-offset": 56
    },
    "held": {
     "type": "integer",
     "x-type": "i128",
     "description": "Reserved for the legs that share: what the largest of them needs.",
     "x-offset": 80
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 96
    },
    "kind": {
     "allOf": [
      {
       "$ref": "#/components/schemas/ListKind"
      }
     ],
     "x-offset": 100
    },
    "open": {
     "type": "integer",
     "x-type": "u8",
     "description": "Legs that are open; bit n of leg n.",
     "x-offset": 101
    }
   }
  },
  "LimitsReport": {
   "type": "object",
   "x-size": 112,
   "description": "Limits of one scope as SetLimits set them, and what they count so far: of an account by itself, of a risk group and a member over their accounts, of tiers and instruments nothing.",
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "scope": {
     "allOf": [
      {
       "$ref": "#/components/schemas/LimitScope"
      }
     ],
     "x-offset": 8
    },
    "id": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 12
    },
    "max_order_value": {
     "type": "integer",
     "x-type": "i128",
     "x-offset": 16
    },
    "max_position": {
     "type": "integer",
     "x-type": "i128",
     "x-offset": 32
    },
    "max_daily_volume": {
     "type": "integer",
     "x-type": "i128",
     "x-offset": 48
    },
    "max_open_orders": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 64
    },
    "max_impact_ppm": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 68
    },
    "max_deviation_ppm": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 72
    },
    "max_day_trades": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 76
    },
    "max_orders": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 80
    },
    "rate_window_ms": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 84
    },
    "volume": {
     "type": "integer",
     "x-type": "i128",
     "description": "Traded since 00:00 UTC, in millionths of a US dollar; counted from the first limit on that needs it.",
     "x-offset": 88
    },
    "day_trades": {
     "type": "integer",
     "x-type": "u32",
     "description": "Of an account only.",
     "x-offset": 104
    },
    "open_orders": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 108
    }
   }
  },
  "PositionReport": {
   "type": "object",
   "x-size": 40,
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "account": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 8
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 12
    },
    "quantity": {
     "type": "integer",
     "x-type": "i64",
     "description": "Lots; below 0 is short.",
     "x-offset": 16
    },
    "cost": {
     "type": "integer",
     "x-type": "i128",
     "description": "What the open quantity cost, in quote units; average cost = cost / quantity.",
     "x-offset": 24
    }
   }
  },
  "SimulationReport": {
   "type": "object",
   "x-size": 64,
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "quantity": {
     "type": "integer",
     "x-type": "u64",
     "description": "Lots that would trade.",
     "x-offset": 8
    },
    "notional": {
     "type": "integer",
     "x-type": "i128",
     "x-offset": 16
    },
    "last_price": {
     "type": "integer",
     "x-type": "i64",
     "description": "Worst price it would trade at; 0 if none.",
     "x-offset": 32
    },
    "reason": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RejectReason"
      }
     ],
     "description": "The refusal it would meet, or None.",
     "x-offset": 40
    },
    "matches": {
     "type": "integer",
     "x-type": "u8",
     "description": "1 if anything would trade (canMatch).",
     "x-offset": 41
    },
    "makers": {
     "type": "integer",
     "x-type": "u32",
     "description": "Makers it would meet.",
     "x-offset": 44
    },
    "failed": {
     "type": "array",
     "items": {
      "type": "integer",
      "x-type": "u64"
     },
     "minItems": 2,
     "maxItems": 2,
     "x-offset": 48
    }
   }
  },
  "SettlementReport": {
   "type": "object",
   "x-size": 24,
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "trade_id": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 8
    },
    "instrument": {
     "type": "integer",
     "x-type": "u32",
     "x-offset": 16
    },
    "status": {
     "allOf": [
      {
       "$ref": "#/components/schemas/SettlementStatus"
      }
     ],
     "x-offset": 20
    }
   }
  },
  "QueryDone": {
   "type": "object",
   "x-size": 24,
   "properties": {
    "query": {
     "type": "integer",
     "x-type": "u64",
     "x-offset": 0
    },
    "count": {
     "type": "integer",
     "x-type": "u32",
     "description": "Reports sent.",
     "x-offset": 8
    },
    "reason": {
     "allOf": [
      {
       "$ref": "#/components/schemas/RejectReason"
      }
     ],
     "x-offset": 12
    },
    "sequence": {
     "type": "integer",
     "x-type": "u64",
     "description": "Last command the answers include.",
     "x-offset": 16
    }
   }
  }
 }
};
