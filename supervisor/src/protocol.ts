// What a process that runs beside an exchange and the one that started it tell each other.

/** `finish`: the exchange has stopped; end in order. */
export interface ToChild {
  readonly type: 'finish'
}

/** `trouble`: why it cannot do its work; `told`: anything else, as the two agreed. */
export type FromChild<Message> =
  | { readonly type: 'trouble'; readonly why: string }
  | { readonly type: 'told'; readonly message: Message }
