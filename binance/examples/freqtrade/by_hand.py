"""A strategy of freqtrade that leaves every decision to its calls of force entry and force exit."""

from freqtrade.strategy import IStrategy


class ByHand(IStrategy):
    timeframe = "1m"
    minimal_roi = {}
    stoploss = -0.99
    startup_candle_count = 1

    def populate_indicators(self, dataframe, metadata):
        return dataframe

    def populate_entry_trend(self, dataframe, metadata):
        return dataframe

    def populate_exit_trend(self, dataframe, metadata):
        return dataframe
