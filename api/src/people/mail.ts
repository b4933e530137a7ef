// Mails of sign-ups and passwords, by SMTP. They hold a token and no link: what is done with it is up to the venue's pages.
import type { Mail, Mailer } from '@tapebook/access'
import { createTransport } from 'nodemailer'
import type { MailSettings } from '../settings.ts'

/** How long a server may take to greet and to answer. */
const WAIT_MS = 10_000

const SUBJECTS: Readonly<Record<Mail['kind'], string>> = {
  CONFIRM_ADDRESS: 'Confirm your address',
  ADDRESS_TAKEN: 'Somebody tried to sign up with your address',
  RESET_PASSWORD: 'Set another password',
  PASSWORD_CHANGED: 'Your password was changed',
}

function textOf({ kind, token = '' }: Mail): string {
  switch (kind) {
    case 'CONFIRM_ADDRESS':
      return `This token confirms your address, once:\n\n${token}\n\nIf you did not sign up, there is nothing to do.`
    case 'ADDRESS_TAKEN':
      return 'There is an account of this address already. If you tried to sign up, log on, or ask for another password.'
    case 'RESET_PASSWORD':
      return `With this token you can set another password, once:\n\n${token}\n\nIf you did not ask for it, there is nothing to do.`
    case 'PASSWORD_CHANGED':
      return 'Your password was changed, and all your sessions have ended. If that was not you, ask for another password now.'
  }
}

/** `onTrouble` hears what no visitor may: that a server takes no mails. It is told no address and no token. */
export function smtpMailer({ url, from }: MailSettings, onTrouble: (why: string) => void): Mailer {
  const wait = { connectionTimeout: WAIT_MS, greetingTimeout: WAIT_MS, socketTimeout: WAIT_MS }
  const transport = createTransport({ url, ...wait })
  return async (mail) => {
    try {
      await transport.sendMail({ from, to: mail.to, subject: SUBJECTS[mail.kind], text: `${textOf(mail)}\n` })
    } catch (error) {
      onTrouble(`a mail was not sent: ${(error as { code?: string }).code ?? 'refused'}`)
    }
  }
}
