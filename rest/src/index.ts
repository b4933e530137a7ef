import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './schema.ts'

export type { paths } from './schema.ts'

/** A client of the REST routes, whose paths, bodies and answers are typed as the OpenAPI file has them. */
export type RestClient = Client<paths>

export interface RestOptions {
  /** Where the API is, like `http://127.0.0.1:8080`. */
  baseUrl: string
  /** The access token to send, asked for with each request; undefined before the log-in. */
  token?: () => string | undefined
  /** Instead of the global fetch. */
  fetch?: (request: Request) => Promise<Response>
}

export function restClient({ baseUrl, token, fetch }: RestOptions): RestClient {
  const client = createClient<paths>({ baseUrl, ...(fetch && { fetch }) })
  client.use({
    onRequest: ({ request }) => {
      const word = token?.()
      if (word !== undefined) request.headers.set('authorization', `Bearer ${word}`)
      return request
    },
  })
  return client
}
