import { CandlestickSeries, ColorType, createChart, type UTCTimestamp } from 'lightweight-charts'
import type { Candle } from './api.ts'

/** The candles of one instrument. */
export class CandleChart {
  readonly #chart
  readonly #series
  #pair = ''

  constructor(container: HTMLElement) {
    this.#chart = createChart(container, {
      autoSize: true,
      layout: { background: { type: ColorType.Solid, color: '#181e27' }, textColor: '#8793a3' },
      grid: { vertLines: { color: '#222a35' }, horzLines: { color: '#222a35' } },
      timeScale: { timeVisible: true, secondsVisible: false, barSpacing: 9, rightOffset: 4 },
    })
    this.#series = this.#chart.addSeries(CandlestickSeries, {
      upColor: '#2fbf86',
      downColor: '#ef5b5b',
      wickUpColor: '#2fbf86',
      wickDownColor: '#ef5b5b',
      borderVisible: false,
    })
  }

  /** All candles of another instrument; of the same one only those that changed. */
  show(pair: string, candles: readonly Candle[]): void {
    const bars = candles.map(({ open_time, open, high, low, close }) => ({
      time: Math.floor(open_time / 1_000) as UTCTimestamp,
      open: Number(open),
      high: Number(high),
      low: Number(low),
      close: Number(close),
    }))
    if (pair === this.#pair) {
      for (const bar of bars) this.#series.update(bar)
      return
    }
    this.#pair = pair
    this.#series.setData(bars)
    this.#chart.timeScale().scrollToRealTime()
  }
}
