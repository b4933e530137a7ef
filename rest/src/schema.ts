// Generated from docs/reference/openapi.json; do not edit.
export interface paths {
    "/api/v2/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All orders, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Rows at most. */
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description Of the exchange. */
                                id: number;
                                /** @description Of the request that made it what it is. */
                                client_order_id: string;
                                pair: string;
                                side: string;
                                type: string;
                                time_in_force: string;
                                /** @description pending, open, partially_filled, filled, cancelled or rejected (OT-13). */
                                status: string;
                                reason: string | null;
                                price: string | null;
                                stop_price: string | null;
                                display_quantity: string | null;
                                /**
                                 * @description In the base asset.
                                 * @example 0.25
                                 */
                                quantity: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.1
                                 */
                                filled_quantity: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.15
                                 */
                                remaining_quantity: string;
                                /**
                                 * @description In the quote asset.
                                 * @example 6400.05
                                 */
                                filled_value: string;
                                average_price: string | null;
                                fee: string | null;
                                fee_asset: string | null;
                                /**
                                 * @description When it was entered.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                                /**
                                 * @description Of its last change.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                updated_at: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Enter an order
         * @description Answered once it is on disk, with what it met at once. 200 where the same request was taken before.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "pair": "BTCUSD",
                     *       "side": "buy",
                     *       "type": "limit",
                     *       "quantity": "0.25",
                     *       "price": "64000.50",
                     *       "client_order_id": "my-order-1"
                     *     }
                     */
                    "application/json": {
                        /** @example BTCUSD */
                        pair: string;
                        /**
                         * @description Side.
                         * @example buy
                         * @enum {string}
                         */
                        side: "buy" | "sell";
                        /**
                         * @description Type.
                         * @example market
                         * @enum {string}
                         */
                        type: "market" | "limit" | "stop" | "stop_limit" | "take_profit" | "take_profit_limit" | "trailing_stop" | "trailing_stop_limit";
                        /**
                         * @description In the base asset.
                         * @example 0.25
                         */
                        quantity?: string;
                        /**
                         * @description Market orders: to spend or to raise, in place of a quantity.
                         * @example 100
                         */
                        quote_quantity?: string;
                        /**
                         * @description Limit price.
                         * @example 64000.50
                         */
                        price?: string;
                        /**
                         * @description Trigger of a stop or take-profit.
                         * @example 63000
                         */
                        stop_price?: string;
                        /** @description Distance of a trailing stop, in hundredths of a per cent. */
                        trail_basis_points?: number;
                        /**
                         * @description What the book shows at a time.
                         * @example 0.05
                         */
                        display_quantity?: string;
                        /**
                         * @description Least to trade on arrival.
                         * @example 0.1
                         */
                        min_quantity?: string;
                        /**
                         * @description How long it stands; gtc where left out.
                         * @example gtc
                         * @enum {string}
                         */
                        time_in_force?: "gtc" | "ioc" | "fok" | "day" | "gtd";
                        /** @description Good till then, in ms since 1970. */
                        expires_at?: number;
                        /** @description Refuse it where it would trade at once. */
                        post_only?: boolean;
                        /** @description Never more than the position: what is over is cut off, or ends. */
                        reduce_only?: boolean;
                        /** @description Never shown in the book. */
                        hidden?: boolean;
                        /**
                         * @description Your own id of the request: the same id with the same content takes effect once, whatever is sent how often.
                         * @example my-order-1
                         */
                        client_order_id?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @example {
                             *       "id": 17,
                             *       "client_order_id": "my-order-1",
                             *       "pair": "BTCUSD",
                             *       "side": "buy",
                             *       "type": "limit",
                             *       "time_in_force": "gtc",
                             *       "status": "partially_filled",
                             *       "reason": null,
                             *       "price": "64000.50",
                             *       "stop_price": null,
                             *       "display_quantity": null,
                             *       "quantity": "0.25",
                             *       "filled_quantity": "0.1",
                             *       "remaining_quantity": "0.15",
                             *       "filled_value": "6400.05",
                             *       "average_price": "64000.5",
                             *       "fee": "0.0001",
                             *       "fee_asset": "BTC",
                             *       "created_at": "2026-01-02T03:04:05.678901Z",
                             *       "updated_at": "2026-01-02T03:04:05.678901Z"
                             *     }
                             */
                            data: {
                                /** @description Of the exchange. */
                                id: number;
                                /** @description Of the request that made it what it is. */
                                client_order_id: string;
                                pair: string;
                                side: string;
                                type: string;
                                time_in_force: string;
                                /** @description pending, open, partially_filled, filled, cancelled or rejected (OT-13). */
                                status: string;
                                reason: string | null;
                                price: string | null;
                                stop_price: string | null;
                                display_quantity: string | null;
                                /**
                                 * @description In the base asset.
                                 * @example 0.25
                                 */
                                quantity: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.1
                                 */
                                filled_quantity: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.15
                                 */
                                remaining_quantity: string;
                                /**
                                 * @description In the quote asset.
                                 * @example 6400.05
                                 */
                                filled_value: string;
                                average_price: string | null;
                                fee: string | null;
                                fee_asset: string | null;
                                /**
                                 * @description When it was entered.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                                /**
                                 * @description Of its last change.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                updated_at: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @example {
                             *       "id": 17,
                             *       "client_order_id": "my-order-1",
                             *       "pair": "BTCUSD",
                             *       "side": "buy",
                             *       "type": "limit",
                             *       "time_in_force": "gtc",
                             *       "status": "partially_filled",
                             *       "reason": null,
                             *       "price": "64000.50",
                             *       "stop_price": null,
                             *       "display_quantity": null,
                             *       "quantity": "0.25",
                             *       "filled_quantity": "0.1",
                             *       "remaining_quantity": "0.15",
                             *       "filled_value": "6400.05",
                             *       "average_price": "64000.5",
                             *       "fee": "0.0001",
                             *       "fee_asset": "BTC",
                             *       "created_at": "2026-01-02T03:04:05.678901Z",
                             *       "updated_at": "2026-01-02T03:04:05.678901Z"
                             *     }
                             */
                            data: {
                                /** @description Of the exchange. */
                                id: number;
                                /** @description Of the request that made it what it is. */
                                client_order_id: string;
                                pair: string;
                                side: string;
                                type: string;
                                time_in_force: string;
                                /** @description pending, open, partially_filled, filled, cancelled or rejected (OT-13). */
                                status: string;
                                reason: string | null;
                                price: string | null;
                                stop_price: string | null;
                                display_quantity: string | null;
                                /**
                                 * @description In the base asset.
                                 * @example 0.25
                                 */
                                quantity: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.1
                                 */
                                filled_quantity: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.15
                                 */
                                remaining_quantity: string;
                                /**
                                 * @description In the quote asset.
                                 * @example 6400.05
                                 */
                                filled_value: string;
                                average_price: string | null;
                                fee: string | null;
                                fee_asset: string | null;
                                /**
                                 * @description When it was entered.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                                /**
                                 * @description Of its last change.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                updated_at: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One order, whatever its state */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the order. */
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @example {
                             *       "id": 17,
                             *       "client_order_id": "my-order-1",
                             *       "pair": "BTCUSD",
                             *       "side": "buy",
                             *       "type": "limit",
                             *       "time_in_force": "gtc",
                             *       "status": "partially_filled",
                             *       "reason": null,
                             *       "price": "64000.50",
                             *       "stop_price": null,
                             *       "display_quantity": null,
                             *       "quantity": "0.25",
                             *       "filled_quantity": "0.1",
                             *       "remaining_quantity": "0.15",
                             *       "filled_value": "6400.05",
                             *       "average_price": "64000.5",
                             *       "fee": "0.0001",
                             *       "fee_asset": "BTC",
                             *       "created_at": "2026-01-02T03:04:05.678901Z",
                             *       "updated_at": "2026-01-02T03:04:05.678901Z"
                             *     }
                             */
                            data: {
                                /** @description Of the exchange. */
                                id: number;
                                /** @description Of the request that made it what it is. */
                                client_order_id: string;
                                pair: string;
                                side: string;
                                type: string;
                                time_in_force: string;
                                /** @description pending, open, partially_filled, filled, cancelled or rejected (OT-13). */
                                status: string;
                                reason: string | null;
                                price: string | null;
                                stop_price: string | null;
                                display_quantity: string | null;
                                /**
                                 * @description In the base asset.
                                 * @example 0.25
                                 */
                                quantity: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.1
                                 */
                                filled_quantity: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.15
                                 */
                                remaining_quantity: string;
                                /**
                                 * @description In the quote asset.
                                 * @example 6400.05
                                 */
                                filled_value: string;
                                average_price: string | null;
                                fee: string | null;
                                fee_asset: string | null;
                                /**
                                 * @description When it was entered.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                                /**
                                 * @description Of its last change.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                updated_at: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Cancel an order */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the order. */
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @example {
                             *       "id": 17,
                             *       "client_order_id": "my-order-1",
                             *       "pair": "BTCUSD",
                             *       "side": "buy",
                             *       "type": "limit",
                             *       "time_in_force": "gtc",
                             *       "status": "partially_filled",
                             *       "reason": null,
                             *       "price": "64000.50",
                             *       "stop_price": null,
                             *       "display_quantity": null,
                             *       "quantity": "0.25",
                             *       "filled_quantity": "0.1",
                             *       "remaining_quantity": "0.15",
                             *       "filled_value": "6400.05",
                             *       "average_price": "64000.5",
                             *       "fee": "0.0001",
                             *       "fee_asset": "BTC",
                             *       "created_at": "2026-01-02T03:04:05.678901Z",
                             *       "updated_at": "2026-01-02T03:04:05.678901Z"
                             *     }
                             */
                            data: {
                                /** @description Of the exchange. */
                                id: number;
                                /** @description Of the request that made it what it is. */
                                client_order_id: string;
                                pair: string;
                                side: string;
                                type: string;
                                time_in_force: string;
                                /** @description pending, open, partially_filled, filled, cancelled or rejected (OT-13). */
                                status: string;
                                reason: string | null;
                                price: string | null;
                                stop_price: string | null;
                                display_quantity: string | null;
                                /**
                                 * @description In the base asset.
                                 * @example 0.25
                                 */
                                quantity: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.1
                                 */
                                filled_quantity: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.15
                                 */
                                remaining_quantity: string;
                                /**
                                 * @description In the quote asset.
                                 * @example 6400.05
                                 */
                                filled_value: string;
                                average_price: string | null;
                                fee: string | null;
                                fee_asset: string | null;
                                /**
                                 * @description When it was entered.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                                /**
                                 * @description Of its last change.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                updated_at: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/orders/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders that can still trade, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Rows at most. */
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description Of the exchange. */
                                id: number;
                                /** @description Of the request that made it what it is. */
                                client_order_id: string;
                                pair: string;
                                side: string;
                                type: string;
                                time_in_force: string;
                                /** @description pending, open, partially_filled, filled, cancelled or rejected (OT-13). */
                                status: string;
                                reason: string | null;
                                price: string | null;
                                stop_price: string | null;
                                display_quantity: string | null;
                                /**
                                 * @description In the base asset.
                                 * @example 0.25
                                 */
                                quantity: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.1
                                 */
                                filled_quantity: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.15
                                 */
                                remaining_quantity: string;
                                /**
                                 * @description In the quote asset.
                                 * @example 6400.05
                                 */
                                filled_value: string;
                                average_price: string | null;
                                fee: string | null;
                                fee_asset: string | null;
                                /**
                                 * @description When it was entered.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                                /**
                                 * @description Of its last change.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                updated_at: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/orders/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders that have ended, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Rows at most. */
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description Of the exchange. */
                                id: number;
                                /** @description Of the request that made it what it is. */
                                client_order_id: string;
                                pair: string;
                                side: string;
                                type: string;
                                time_in_force: string;
                                /** @description pending, open, partially_filled, filled, cancelled or rejected (OT-13). */
                                status: string;
                                reason: string | null;
                                price: string | null;
                                stop_price: string | null;
                                display_quantity: string | null;
                                /**
                                 * @description In the base asset.
                                 * @example 0.25
                                 */
                                quantity: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.1
                                 */
                                filled_quantity: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.15
                                 */
                                remaining_quantity: string;
                                /**
                                 * @description In the quote asset.
                                 * @example 6400.05
                                 */
                                filled_value: string;
                                average_price: string | null;
                                fee: string | null;
                                fee_asset: string | null;
                                /**
                                 * @description When it was entered.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                                /**
                                 * @description Of its last change.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                updated_at: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/balances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Balances by asset */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example USD */
                                asset: string;
                                /**
                                 * @description Free to use.
                                 * @example 900.00
                                 */
                                available: string;
                                /**
                                 * @description Held by open orders.
                                 * @example 100.00
                                 */
                                reserved: string;
                                /**
                                 * @description Both.
                                 * @example 1000.00
                                 */
                                total: string;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the account has of each active asset, by name */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example USD */
                                asset_code: string;
                                /** @example US dollar */
                                name: string;
                                /**
                                 * @description Decimal digits of its smallest unit.
                                 * @example 8
                                 */
                                precision: number;
                                /**
                                 * @description Free and reserved together.
                                 * @example 1000.00
                                 */
                                balance: string;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/deposits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deposits, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Rows at most. */
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example 1-17 */
                                id: string;
                                /** @example DEPOSIT */
                                type: string;
                                /** @example USD */
                                asset: string;
                                /**
                                 * @description Below zero for what went out.
                                 * @example 100.00
                                 */
                                amount: string;
                                /**
                                 * @description In all, before it.
                                 * @example 0.00
                                 */
                                balance_before: string;
                                /**
                                 * @description In all, after it.
                                 * @example 100.00
                                 */
                                balance_after: string;
                                /** @example DEPOSIT */
                                reference_type: string;
                                /** @description The request that asked for it, or the trade. */
                                reference_id: string;
                                /**
                                 * @description Of the entry.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every change of every balance, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Rows at most. */
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example 1-17 */
                                id: string;
                                /** @example DEPOSIT */
                                type: string;
                                /** @example USD */
                                asset: string;
                                /**
                                 * @description Below zero for what went out.
                                 * @example 100.00
                                 */
                                amount: string;
                                /**
                                 * @description In all, before it.
                                 * @example 0.00
                                 */
                                balance_before: string;
                                /**
                                 * @description In all, after it.
                                 * @example 100.00
                                 */
                                balance_after: string;
                                /** @example DEPOSIT */
                                reference_type: string;
                                /** @description The request that asked for it, or the trade. */
                                reference_id: string;
                                /**
                                 * @description Of the entry.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/trades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your trades, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Rows at most. */
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description From 1 without gaps in its pair.
                                 * @example 17
                                 */
                                id: number;
                                /** @example 42 */
                                order_id: number;
                                /** @example BTCUSD */
                                pair: string;
                                /** @example buy */
                                side: string;
                                /**
                                 * @description taker, maker or auction.
                                 * @example taker
                                 */
                                role: string;
                                /**
                                 * @description As it stands.
                                 * @example 64000.50
                                 */
                                price: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.1
                                 */
                                quantity: string;
                                /**
                                 * @description In the quote asset.
                                 * @example 6400.05
                                 */
                                quote_quantity: string;
                                /**
                                 * @description Below zero is a rebate.
                                 * @example 0.0001
                                 */
                                fee: string;
                                /** @example BTC */
                                fee_asset: string;
                                /**
                                 * @description Of its settlement.
                                 * @example settled
                                 */
                                status: string;
                                /**
                                 * @description Of the trade.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                timestamp: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/fees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your fee tier and rates */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description By the volume of 30 days.
                                 * @example 0
                                 */
                                tier: number;
                                pairs: {
                                    /** @example BTCUSD */
                                    pair: string;
                                    /**
                                     * @description Part of what is received; below zero is a rebate.
                                     * @example 0.001
                                     */
                                    maker: string;
                                    /**
                                     * @description Part of what is received.
                                     * @example 0.001
                                     */
                                    taker: string;
                                }[];
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign up as a client, with a first account; the answer is the same whether the address was free or not */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Address of mail.
                         * @example ana@example.org
                         */
                        email: string;
                        /**
                         * @description 10 to 128 signs.
                         * @example correct horse battery
                         */
                        password: string;
                        /** @description Left out: main. */
                        tenant?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "message": "Log on, or follow the link in the mail."
                         *     }
                         */
                        "application/json": {
                            message: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm an address by the token of a mail */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @example q1Yk3oJY0fXcMzT2vWn9rQeL8aHsBdGpUxi */
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/log-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log on with address, password and, where one is set up, a code */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Address of mail.
                         * @example ana@example.org
                         */
                        email: string;
                        /**
                         * @description 10 to 128 signs.
                         * @example correct horse battery
                         */
                        password: string;
                        /**
                         * @description Of the authenticator, or a recovery code.
                         * @example 123456
                         */
                        code?: string;
                        /** @description Left out: main. */
                        tenant?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description A JWT; send it as `Authorization: Bearer`. */
                                access_token: string;
                                /** @enum {string} */
                                token_type: "Bearer";
                                /**
                                 * @description End of the access token.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                expires_at: string;
                                /** @description Good for one use. */
                                refresh_token: string;
                                user_uuid: string;
                                /** @description Was one shown? */
                                second_factor: boolean;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New tokens for a refresh token, which is used up; used twice, it ends the session */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @example q1Yk3oJY0fXcMzT2vWn9rQeL8aHsBdGpUxi */
                        refresh_token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description A JWT; send it as `Authorization: Bearer`. */
                                access_token: string;
                                /** @enum {string} */
                                token_type: "Bearer";
                                /**
                                 * @description End of the access token.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                expires_at: string;
                                /** @description Good for one use. */
                                refresh_token: string;
                                user_uuid: string;
                                /** @description Was one shown? */
                                second_factor: boolean;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/log-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session and its tokens */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/log-out-everywhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all your sessions and tokens */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who you are, and what your credential may */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                user_uuid: string;
                                email: string;
                                /** @example CLIENT */
                                role: string;
                                /** @example main */
                                tenant: string;
                                has_totp: boolean;
                                second_factor: boolean;
                                scopes: string[];
                                accounts: {
                                    uuid: string;
                                    number: number;
                                    is_frozen: boolean;
                                }[];
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where you are logged on */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                id: string;
                                ip: string;
                                agent: string;
                                /**
                                 * @description Of the log-in.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                                /**
                                 * @description When it was last refreshed.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                used_at: string;
                                is_this: boolean;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of your sessions */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change your password; all sessions end */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description 10 to 128 signs.
                         * @example correct horse battery
                         */
                        present: string;
                        /**
                         * @description 10 to 128 signs.
                         * @example correct horse battery
                         */
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/forgotten": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a link that resets a password; the answer does not tell whether there is somebody */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Address of mail.
                         * @example ana@example.org
                         */
                        email: string;
                        /** @description Left out: main. */
                        tenant?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "message": "Log on, or follow the link in the mail."
                         *     }
                         */
                        "application/json": {
                            message: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a password by the token of a mail */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @example q1Yk3oJY0fXcMzT2vWn9rQeL8aHsBdGpUxi */
                        token: string;
                        /**
                         * @description 10 to 128 signs.
                         * @example correct horse battery
                         */
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to set up an authenticator */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description 10 to 128 signs.
                         * @example correct horse battery
                         */
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                secret: string;
                                uri: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the set-up with a first code; the recovery codes are shown this once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Of the authenticator, or a recovery code.
                         * @example 123456
                         */
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                recovery_codes: string[];
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show a code: this session has a second factor from then on */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Of the authenticator, or a recovery code.
                         * @example 123456
                         */
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the authenticator away */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description 10 to 128 signs.
                         * @example correct horse battery
                         */
                        password: string;
                        /**
                         * @description Of the authenticator, or a recovery code.
                         * @example 123456
                         */
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a browser needs to make a passkey */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description 10 to 128 signs.
                         * @example correct horse battery
                         */
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description As WebAuthn defines it, in JSON with base64url.
                             * @example {
                             *       "id": "AQIDBAUGBwg",
                             *       "type": "public-key"
                             *     }
                             */
                            data: {
                                [key: string]: unknown;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your passkeys */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                id: string;
                                name: string;
                                /**
                                 * @description When it was made.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                                used_at: string | null;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Keep the passkey that the browser made */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /**
                         * @description As WebAuthn defines it, in JSON with base64url.
                         * @example {
                         *       "id": "AQIDBAUGBwg",
                         *       "type": "public-key"
                         *     }
                         */
                        response: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                id: string;
                                name: string;
                                /**
                                 * @description When it was made.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                                used_at: string | null;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget a passkey */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys/log-in/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a browser needs to log on by a passkey */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description As WebAuthn defines it, in JSON with base64url.
                             * @example {
                             *       "id": "AQIDBAUGBwg",
                             *       "type": "public-key"
                             *     }
                             */
                            data: {
                                [key: string]: unknown;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys/log-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log on by a passkey; it counts as a second factor */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description As WebAuthn defines it, in JSON with base64url.
                         * @example {
                         *       "id": "AQIDBAUGBwg",
                         *       "type": "public-key"
                         *     }
                         */
                        response: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description A JWT; send it as `Authorization: Bearer`. */
                                access_token: string;
                                /** @enum {string} */
                                token_type: "Bearer";
                                /**
                                 * @description End of the access token.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                expires_at: string;
                                /** @description Good for one use. */
                                refresh_token: string;
                                user_uuid: string;
                                /** @description Was one shown? */
                                second_factor: boolean;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your keys */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                id: string;
                                /** @example Bot */
                                name: string;
                                kind: "HMAC" | "ED25519";
                                scopes: ("read" | "trade" | "withdraw" | "manage")[];
                                public_key: string | null;
                                addresses: string[];
                                account_uuid: string | null;
                                binary_port: boolean;
                                /**
                                 * @description When it was made.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                                expires_at: string | null;
                                revoked_at: string | null;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Make a key; what may do more than read needs a second factor
         * @description A request is signed over its timestamp, window, method and target (path and query as sent),
         *     `x-account: UUID` and `idempotency-key: ID` where those headers are sent, one a line, then its body as sent. Send `x-api-key`, `x-timestamp` (ms), `x-signature` (hex or base64) and, if it is not 5000,
         *     `x-window` (ms).
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @example Bot */
                        name: string;
                        kind: "HMAC" | "ED25519";
                        scopes: ("read" | "trade" | "withdraw" | "manage")[];
                        /** @description With ED25519: 64 hex digits, or PEM. */
                        public_key?: string;
                        /**
                         * @description IP addresses and networks from which it may be used; everywhere if left out.
                         * @example [
                         *       "192.0.2.0/24"
                         *     ]
                         */
                        addresses?: string[];
                        /** @description The account that it is for; all if left out. */
                        account_uuid?: string;
                        /** @description In ms since 1970. */
                        expires_at?: number;
                        /** @description Register it with the exchange, for the binary port. */
                        binary_port?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                key: {
                                    id: string;
                                    /** @example Bot */
                                    name: string;
                                    kind: "HMAC" | "ED25519";
                                    scopes: ("read" | "trade" | "withdraw" | "manage")[];
                                    public_key: string | null;
                                    addresses: string[];
                                    account_uuid: string | null;
                                    binary_port: boolean;
                                    /**
                                     * @description When it was made.
                                     * @example 2026-01-02T03:04:05.678901Z
                                     */
                                    created_at: string;
                                    expires_at: string | null;
                                    revoked_at: string | null;
                                };
                                secret: string | null;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A key with the same rights in the place of another, which works for a while yet */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        public_key?: string;
                        /**
                         * @default 86400
                         * @example 3600
                         */
                        overlap_s?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                key: {
                                    id: string;
                                    /** @example Bot */
                                    name: string;
                                    kind: "HMAC" | "ED25519";
                                    scopes: ("read" | "trade" | "withdraw" | "manage")[];
                                    public_key: string | null;
                                    addresses: string[];
                                    account_uuid: string | null;
                                    binary_port: boolean;
                                    /**
                                     * @description When it was made.
                                     * @example 2026-01-02T03:04:05.678901Z
                                     */
                                    created_at: string;
                                    expires_at: string | null;
                                    revoked_at: string | null;
                                };
                                secret: string | null;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a key for good */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your accounts; of everybody, for who may see them */
        get: {
            parameters: {
                query?: {
                    page?: number;
                    /** @description Whose it is. */
                    user_uuid?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                uuid: string;
                                /** @example Main */
                                name: string;
                                user: {
                                    uuid: string;
                                };
                                balances: {
                                    /** @example USD */
                                    asset: string;
                                    /** @example 900.00 */
                                    available: string;
                                    /**
                                     * @description Held for orders.
                                     * @example 100.00
                                     */
                                    reserved: string;
                                    /** @example 1000.00 */
                                    total: string;
                                }[];
                                /**
                                 * @description What it has of dollars.
                                 * @example 1,000.00 USD
                                 */
                                formatted_balance: string;
                                is_frozen: boolean;
                                /**
                                 * @description When it was opened.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                            }[];
                            meta: {
                                current_page: number;
                                last_page: number;
                                /** @example 15 */
                                per_page: number;
                                total: number;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Open an account of your own; for somebody else, if you may */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @example Savings */
                        name: string;
                        /** @description Whose it is. */
                        user_uuid?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                uuid: string;
                                /** @example Main */
                                name: string;
                                user: {
                                    uuid: string;
                                };
                                balances: {
                                    /** @example USD */
                                    asset: string;
                                    /** @example 900.00 */
                                    available: string;
                                    /**
                                     * @description Held for orders.
                                     * @example 100.00
                                     */
                                    reserved: string;
                                    /** @example 1000.00 */
                                    total: string;
                                }[];
                                /**
                                 * @description What it has of dollars.
                                 * @example 1,000.00 USD
                                 */
                                formatted_balance: string;
                                is_frozen: boolean;
                                /**
                                 * @description When it was opened.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                            };
                            message: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An account of yours, or of anybody for who may see them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                uuid: string;
                                /** @example Main */
                                name: string;
                                user: {
                                    uuid: string;
                                };
                                balances: {
                                    /** @example USD */
                                    asset: string;
                                    /** @example 900.00 */
                                    available: string;
                                    /**
                                     * @description Held for orders.
                                     * @example 100.00
                                     */
                                    reserved: string;
                                    /** @example 1000.00 */
                                    total: string;
                                }[];
                                /**
                                 * @description What it has of dollars.
                                 * @example 1,000.00 USD
                                 */
                                formatted_balance: string;
                                is_frozen: boolean;
                                /**
                                 * @description When it was opened.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        /** Rename an account; freeze or unfreeze it, for who may */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @example Savings */
                        name?: string;
                        is_frozen?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                uuid: string;
                                /** @example Main */
                                name: string;
                                user: {
                                    uuid: string;
                                };
                                balances: {
                                    /** @example USD */
                                    asset: string;
                                    /** @example 900.00 */
                                    available: string;
                                    /**
                                     * @description Held for orders.
                                     * @example 100.00
                                     */
                                    reserved: string;
                                    /** @example 1000.00 */
                                    total: string;
                                }[];
                                /**
                                 * @description What it has of dollars.
                                 * @example 1,000.00 USD
                                 */
                                formatted_balance: string;
                                is_frozen: boolean;
                                /**
                                 * @description When it was opened.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        /** Close an account; the exchange takes it back while it holds money */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Rename an account; freeze or unfreeze it, for who may */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @example Savings */
                        name?: string;
                        is_frozen?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                uuid: string;
                                /** @example Main */
                                name: string;
                                user: {
                                    uuid: string;
                                };
                                balances: {
                                    /** @example USD */
                                    asset: string;
                                    /** @example 900.00 */
                                    available: string;
                                    /**
                                     * @description Held for orders.
                                     * @example 100.00
                                     */
                                    reserved: string;
                                    /** @example 1000.00 */
                                    total: string;
                                }[];
                                /**
                                 * @description What it has of dollars.
                                 * @example 1,000.00 USD
                                 */
                                formatted_balance: string;
                                is_frozen: boolean;
                                /**
                                 * @description When it was opened.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People of your tenant */
        get: {
            parameters: {
                query?: {
                    /** @description People at most. */
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                uuid: string;
                                email: string;
                                role: "SUPER_ADMIN" | "ADMIN" | "RISK_MANAGER" | "SUPPORT" | "CLIENT";
                                /** @example ACTIVE */
                                status: string;
                                has_totp: boolean;
                                /**
                                 * @description When they signed up.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Sign somebody up; operators only by who may change roles */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Address of mail.
                         * @example ana@example.org
                         */
                        email: string;
                        /**
                         * @description 10 to 128 signs.
                         * @example correct horse battery
                         */
                        password: string;
                        role?: "SUPER_ADMIN" | "ADMIN" | "RISK_MANAGER" | "SUPPORT" | "CLIENT";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                uuid: string;
                                email: string;
                                role: "SUPER_ADMIN" | "ADMIN" | "RISK_MANAGER" | "SUPPORT" | "CLIENT";
                                /** @example ACTIVE */
                                status: string;
                                has_totp: boolean;
                                /**
                                 * @description When they signed up.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Disable or enable somebody, or put them in another role; their sessions end */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        status?: "ACTIVE" | "DISABLED";
                        role?: "SUPER_ADMIN" | "ADMIN" | "RISK_MANAGER" | "SUPPORT" | "CLIENT";
                        /** @description Why; the audit trail keeps it. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                uuid: string;
                                email: string;
                                role: "SUPER_ADMIN" | "ADMIN" | "RISK_MANAGER" | "SUPPORT" | "CLIENT";
                                /** @example ACTIVE */
                                status: string;
                                has_totp: boolean;
                                /**
                                 * @description When they signed up.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what in your tenant, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Rows at most. */
                    limit?: number;
                    /** @description Only rows before that one. */
                    before?: number;
                    user_uuid?: string;
                    resource?: string;
                    resource_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description From 1 without gaps. */
                                id: number;
                                /**
                                 * @description When it was done.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                timestamp: string;
                                user_uuid: string | null;
                                /** @example USER_ROLE_CHANGED */
                                action: string;
                                /** @example USER */
                                resource: string;
                                resource_id: string;
                                /** @description Before, after and the reason. */
                                changes: {
                                    [key: string]: unknown;
                                };
                                ip: string;
                                agent: string;
                                /** @description SHA-256 over the row and the hash before it. */
                                hash: string;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/audit/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Does the trail hold? Every row is looked at */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example 1204 */
                                rows: number;
                                from: number;
                                to: number;
                                broken: {
                                    id: number;
                                    why: string;
                                } | null;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a withdrawal
         * @description Takes the money aside until a second person decides. Needs an id, in the body or as Idempotency-Key.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "asset": "USD",
                     *       "amount": "100",
                     *       "client_withdrawal_id": "rent-may"
                     *     }
                     */
                    "application/json": {
                        /** @example USD */
                        asset: string;
                        /**
                         * @description To withdraw.
                         * @example 100
                         */
                        amount: string;
                        /**
                         * @description Your own id of the request: the same id with the same content takes effect once, whatever is sent how often.
                         * @example my-order-1
                         */
                        client_withdrawal_id?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example k3oJY0fXcMzT2vWn9rQeL8aHsBdGpUxi */
                                id: string;
                                /** @example USD */
                                asset: string;
                                /**
                                 * @description Taken aside, then paid out or given back.
                                 * @example 100.00
                                 */
                                amount: string;
                                /**
                                 * @description pending, approved or rejected.
                                 * @example pending
                                 */
                                status: string;
                                /**
                                 * @description When it was asked for.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                requested_at: string;
                                decided_at: string | null;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/withdrawals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your withdrawals, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Rows at most. */
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example k3oJY0fXcMzT2vWn9rQeL8aHsBdGpUxi */
                                id: string;
                                /** @example USD */
                                asset: string;
                                /**
                                 * @description Taken aside, then paid out or given back.
                                 * @example 100.00
                                 */
                                amount: string;
                                /**
                                 * @description pending, approved or rejected.
                                 * @example pending
                                 */
                                status: string;
                                /**
                                 * @description When it was asked for.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                requested_at: string;
                                decided_at: string | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/withdrawals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody's withdrawals, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Rows at most. */
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example k3oJY0fXcMzT2vWn9rQeL8aHsBdGpUxi */
                                id: string;
                                /** @example USD */
                                asset: string;
                                /**
                                 * @description Taken aside, then paid out or given back.
                                 * @example 100.00
                                 */
                                amount: string;
                                /**
                                 * @description pending, approved or rejected.
                                 * @example pending
                                 */
                                status: string;
                                /**
                                 * @description When it was asked for.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                requested_at: string;
                                decided_at: string | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/withdrawals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pay a withdrawal out */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "checked with the bank"
                     *     }
                     */
                    "application/json": {
                        /** @description For the audit trail. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example k3oJY0fXcMzT2vWn9rQeL8aHsBdGpUxi */
                                id: string;
                                /** @example USD */
                                asset: string;
                                /**
                                 * @description Taken aside, then paid out or given back.
                                 * @example 100.00
                                 */
                                amount: string;
                                /**
                                 * @description pending, approved or rejected.
                                 * @example pending
                                 */
                                status: string;
                                /**
                                 * @description When it was asked for.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                requested_at: string;
                                decided_at: string | null;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/withdrawals/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the money of a withdrawal back */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "checked with the bank"
                     *     }
                     */
                    "application/json": {
                        /** @description For the audit trail. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example k3oJY0fXcMzT2vWn9rQeL8aHsBdGpUxi */
                                id: string;
                                /** @example USD */
                                asset: string;
                                /**
                                 * @description Taken aside, then paid out or given back.
                                 * @example 100.00
                                 */
                                amount: string;
                                /**
                                 * @description pending, approved or rejected.
                                 * @example pending
                                 */
                                status: string;
                                /**
                                 * @description When it was asked for.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                requested_at: string;
                                decided_at: string | null;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enter an order */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "symbol": "AAPLUSD",
                     *       "type": "limit",
                     *       "side": "buy",
                     *       "qty": "100",
                     *       "price": "150"
                     *     }
                     */
                    "application/json": {
                        /** @example AAPLUSD */
                        symbol: string;
                        /**
                         * @example limit
                         * @enum {string}
                         */
                        type: "market" | "limit";
                        /**
                         * @description Side.
                         * @example buy
                         * @enum {string}
                         */
                        side: "buy" | "sell";
                        /**
                         * @description Shares.
                         * @example 100
                         */
                        qty: string;
                        /**
                         * @description Of a limit order.
                         * @example 150
                         */
                        price?: string;
                        /**
                         * @description Your own id of the request: the same id with the same content takes effect once, whatever is sent how often.
                         * @example my-order-1
                         */
                        client_order_id?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @example 17 */
                            id: number;
                            client_order_id: string;
                            /** @example AAPLUSD */
                            symbol: string;
                            /** @example limit */
                            type: string;
                            /** @example buy */
                            side: string;
                            /**
                             * @description Shares.
                             * @example 100
                             */
                            qty: string;
                            /**
                             * @description Shares.
                             * @example 40
                             */
                            filled_qty: string;
                            price: string | null;
                            average_price: string | null;
                            /**
                             * @description open, partial, filled or canceled (OT-14).
                             * @example partial
                             */
                            status: string;
                            created_at: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @example 17 */
                            id: number;
                            client_order_id: string;
                            /** @example AAPLUSD */
                            symbol: string;
                            /** @example limit */
                            type: string;
                            /** @example buy */
                            side: string;
                            /**
                             * @description Shares.
                             * @example 100
                             */
                            qty: string;
                            /**
                             * @description Shares.
                             * @example 40
                             */
                            filled_qty: string;
                            price: string | null;
                            average_price: string | null;
                            /**
                             * @description open, partial, filled or canceled (OT-14).
                             * @example partial
                             */
                            status: string;
                            created_at: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One order */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the order. */
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @example 17 */
                            id: number;
                            client_order_id: string;
                            /** @example AAPLUSD */
                            symbol: string;
                            /** @example limit */
                            type: string;
                            /** @example buy */
                            side: string;
                            /**
                             * @description Shares.
                             * @example 100
                             */
                            qty: string;
                            /**
                             * @description Shares.
                             * @example 40
                             */
                            filled_qty: string;
                            price: string | null;
                            average_price: string | null;
                            /**
                             * @description open, partial, filled or canceled (OT-14).
                             * @example partial
                             */
                            status: string;
                            created_at: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Cancel an order */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the order. */
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @example 17 */
                            id: number;
                            client_order_id: string;
                            /** @example AAPLUSD */
                            symbol: string;
                            /** @example limit */
                            type: string;
                            /** @example buy */
                            side: string;
                            /**
                             * @description Shares.
                             * @example 100
                             */
                            qty: string;
                            /**
                             * @description Shares.
                             * @example 40
                             */
                            filled_qty: string;
                            price: string | null;
                            average_price: string | null;
                            /**
                             * @description open, partial, filled or canceled (OT-14).
                             * @example partial
                             */
                            status: string;
                            created_at: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/positions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your positions */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @example AAPLUSD */
                            symbol: string;
                            /**
                             * @description long or short.
                             * @example long
                             */
                            side: string;
                            /**
                             * @description Shares held by fills.
                             * @example 100
                             */
                            qty: string;
                            /**
                             * @description Of one (PO-05).
                             * @example 150
                             */
                            average_cost: string;
                            /**
                             * @description Of all.
                             * @example 15000.00
                             */
                            cost: string;
                        }[];
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/export/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your orders as a file, newest first */
        get: {
            parameters: {
                query?: {
                    /** @example csv */
                    format?: "csv" | "json";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                        "application/json": {
                            [key: string]: unknown;
                        }[];
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/export/trades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your trades as a file, newest first */
        get: {
            parameters: {
                query?: {
                    /** @example csv */
                    format?: "csv" | "json";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                        "application/json": {
                            [key: string]: unknown;
                        }[];
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/export/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your ledger as a file, newest first */
        get: {
            parameters: {
                query?: {
                    /** @example csv */
                    format?: "csv" | "json";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                        "application/json": {
                            [key: string]: unknown;
                        }[];
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/users/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API keys of somebody */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                id: string;
                                /** @example Bot */
                                name: string;
                                kind: "HMAC" | "ED25519";
                                scopes: ("read" | "trade" | "withdraw" | "manage")[];
                                public_key: string | null;
                                addresses: string[];
                                account_uuid: string | null;
                                binary_port: boolean;
                                /**
                                 * @description When it was made.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                                expires_at: string | null;
                                revoked_at: string | null;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End an API key of somebody for good */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                id: string;
                                is_revoked: boolean;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sandbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Test money that your account may have
         * @description NOT_A_SANDBOX where the exchange is none.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description Code.
                                 * @example USD
                                 */
                                asset: string;
                                /**
                                 * @description What an account has after a reset.
                                 * @example 100000
                                 */
                                start: string;
                                /**
                                 * @description What the faucet gives in a day (UTC) at most.
                                 * @example 100000
                                 */
                                daily: string;
                                /**
                                 * @description What it still gives today.
                                 * @example 60000
                                 */
                                left: string;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sandbox/faucet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give yourself test money
         * @description A deposit. With an Idempotency-Key it is made once. FAUCET_EMPTY beyond what an account may have of the asset in a day.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "asset": "USD",
                     *       "amount": "1000"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Code.
                         * @example USD
                         */
                        asset: string;
                        /**
                         * @description Above zero.
                         * @example 1000
                         */
                        amount: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description Of the deposit.
                                 * @example ad/Vx1cW0pEJrK9bQ2sYt7uZa3d
                                 */
                                id: string;
                                /**
                                 * @description Code.
                                 * @example USD
                                 */
                                asset: string;
                                /**
                                 * @description What was given.
                                 * @example 1000
                                 */
                                amount: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sandbox/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel all your orders and bring your balances back to the start amounts
         * @description By cancels, deposits and withdrawals; trades and positions stay as they were. CONFLICT where the account trades meanwhile.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                moved: {
                                    /**
                                     * @description Code.
                                     * @example USD
                                     */
                                    asset: string;
                                    /**
                                     * @description Below zero where it was taken away.
                                     * @example -250.5
                                     */
                                    amount: string;
                                }[];
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/market/pairs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pairs that trade */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example BTCUSD */
                                pair: string;
                                /** @example BTC */
                                base: string;
                                /** @example USD */
                                quote: string;
                                /**
                                 * @description Phase of trading.
                                 * @example continuous
                                 */
                                status: string;
                                /**
                                 * @description Prices are whole multiples of it.
                                 * @example 0.01
                                 */
                                tick_size: string;
                                /**
                                 * @description Quantities are whole multiples of it.
                                 * @example 0.00001
                                 */
                                lot_size: string;
                                /**
                                 * @description Least of an order.
                                 * @example 0.00001
                                 */
                                min_quantity: string;
                                /**
                                 * @description Most of an order.
                                 * @example 100
                                 */
                                max_quantity: string;
                                /**
                                 * @description Quantities of orders are whole multiples of it.
                                 * @example 0.00001
                                 */
                                quantity_step: string;
                                reference_price: string | null;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/market/ticker/{pair}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Last price, best bid and offer, and 24 hours of a pair */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Symbol of the pair.
                     * @example BTCUSD
                     */
                    pair: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example BTCUSD */
                                pair: string;
                                price: string | null;
                                bid: string | null;
                                ask: string | null;
                                open_24h: string | null;
                                high_24h: string | null;
                                low_24h: string | null;
                                /**
                                 * @description Traded in 24 hours, in the base asset.
                                 * @example 12.5
                                 */
                                volume_24h: string;
                                /**
                                 * @description Traded in 24 hours, in the quote asset.
                                 * @example 801543.75
                                 */
                                quote_volume_24h: string;
                                /** @example 93 */
                                trades_24h: number;
                                /**
                                 * @description Of what it shows.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                timestamp: string;
                                /** @example tapebook */
                                source: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/market/depth/{pair}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The book of a pair */
        get: {
            parameters: {
                query?: {
                    /** @description Levels of each side at most. */
                    depth?: number;
                };
                header?: never;
                path: {
                    /**
                     * @description Symbol of the pair.
                     * @example BTCUSD
                     */
                    pair: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example BTCUSD */
                                pair: string;
                                /** @description Last command that the book includes. */
                                sequence: number;
                                /**
                                 * @description Of that command.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                timestamp: string;
                                /** @description Best first. */
                                bids: string[][];
                                /** @description Best first. */
                                asks: string[][];
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/market/trades/{pair}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Trades of a pair, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Trades at most. */
                    limit?: number;
                    /** @description Only trades before that one. */
                    before?: number;
                };
                header?: never;
                path: {
                    /**
                     * @description Symbol of the pair.
                     * @example BTCUSD
                     */
                    pair: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description From 1 without gaps in its pair.
                                 * @example 17
                                 */
                                id: number;
                                /**
                                 * @description Per unit of the base asset.
                                 * @example 64123.50
                                 */
                                price: string;
                                /**
                                 * @description In the base asset.
                                 * @example 0.25
                                 */
                                quantity: string;
                                /**
                                 * @description In the quote asset.
                                 * @example 16030.875
                                 */
                                quote_quantity: string;
                                taker_side: "buy" | "sell";
                                kind: "continuous" | "auction";
                                /**
                                 * @description Of the trade.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                timestamp: string;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/market/candles/{pair}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Candles of a pair, oldest first; an interval without a trade has none */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description Length of a candle.
                     * @example 1m
                     */
                    interval?: "1m" | "5m" | "15m" | "1h" | "4h" | "1d";
                    /** @description Candles at most. */
                    limit?: number;
                    /** @description Candles that begin then or later, in ms since 1970. */
                    start_time?: number;
                    /** @description Candles that begin before, in ms since 1970. */
                    end_time?: number;
                };
                header?: never;
                path: {
                    /**
                     * @description Symbol of the pair.
                     * @example BTCUSD
                     */
                    pair: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description Beginning of the interval, in ms since 1970. */
                                open_time: number;
                                /**
                                 * @description First price.
                                 * @example 64100
                                 */
                                open: string;
                                /**
                                 * @description Highest price.
                                 * @example 64200
                                 */
                                high: string;
                                /**
                                 * @description Lowest price.
                                 * @example 64050
                                 */
                                low: string;
                                /**
                                 * @description Last price.
                                 * @example 64123.50
                                 */
                                close: string;
                                /**
                                 * @description In the base asset.
                                 * @example 1.5
                                 */
                                volume: string;
                                /**
                                 * @description In the quote asset.
                                 * @example 96185.25
                                 */
                                quote_volume: string;
                                trades: number;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/market/24hr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last 24 hours of every pair */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example BTCUSD */
                                pair: string;
                                price: string | null;
                                bid: string | null;
                                ask: string | null;
                                open_24h: string | null;
                                high_24h: string | null;
                                low_24h: string | null;
                                /**
                                 * @description Traded in 24 hours, in the base asset.
                                 * @example 12.5
                                 */
                                volume_24h: string;
                                /**
                                 * @description Traded in 24 hours, in the quote asset.
                                 * @example 801543.75
                                 */
                                quote_volume_24h: string;
                                /** @example 93 */
                                trades_24h: number;
                                /**
                                 * @description Of what it shows.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                timestamp: string;
                                /** @example tapebook */
                                source: string;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Assets */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example USD */
                                code: string;
                                /** @example US dollar */
                                name: string;
                                /**
                                 * @example fiat
                                 * @enum {string}
                                 */
                                type: "fiat" | "crypto" | "commodity" | "custom";
                                /** @example true */
                                is_active: boolean;
                                /**
                                 * @description Decimal digits of its smallest unit.
                                 * @example 8
                                 */
                                precision: number;
                                /**
                                 * @description Digits that people are shown at least.
                                 * @example 2
                                 */
                                display_precision: number;
                                /**
                                 * @description Anything that the venue keeps beside it.
                                 * @example {
                                 *       "symbol": "€"
                                 *     }
                                 */
                                metadata: {
                                    [key: string]: string | number | boolean | null;
                                };
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Add an asset */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "code": "EUR",
                     *       "precision": 8,
                     *       "display_precision": 2,
                     *       "name": "Euro",
                     *       "type": "fiat"
                     *     }
                     */
                    "application/json": {
                        /** @example USD */
                        code: string;
                        /** @example 8 */
                        precision: number;
                        /** @example 2 */
                        display_precision: number;
                        /** @example Euro */
                        name?: string;
                        /**
                         * @description What it is.
                         * @example fiat
                         * @enum {string}
                         */
                        type?: "fiat" | "crypto" | "commodity" | "custom";
                        /**
                         * @description Anything that the venue keeps beside it.
                         * @example {
                         *       "symbol": "€"
                         *     }
                         */
                        metadata?: {
                            [key: string]: string | number | boolean | null;
                        };
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example USD */
                                code: string;
                                /** @example US dollar */
                                name: string;
                                /**
                                 * @example fiat
                                 * @enum {string}
                                 */
                                type: "fiat" | "crypto" | "commodity" | "custom";
                                /** @example true */
                                is_active: boolean;
                                /**
                                 * @description Decimal digits of its smallest unit.
                                 * @example 8
                                 */
                                precision: number;
                                /**
                                 * @description Digits that people are shown at least.
                                 * @example 2
                                 */
                                display_precision: number;
                                /**
                                 * @description Anything that the venue keeps beside it.
                                 * @example {
                                 *       "symbol": "€"
                                 *     }
                                 */
                                metadata: {
                                    [key: string]: string | number | boolean | null;
                                };
                            };
                            message: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One asset */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example USD */
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example USD */
                                code: string;
                                /** @example US dollar */
                                name: string;
                                /**
                                 * @example fiat
                                 * @enum {string}
                                 */
                                type: "fiat" | "crypto" | "commodity" | "custom";
                                /** @example true */
                                is_active: boolean;
                                /**
                                 * @description Decimal digits of its smallest unit.
                                 * @example 8
                                 */
                                precision: number;
                                /**
                                 * @description Digits that people are shown at least.
                                 * @example 2
                                 */
                                display_precision: number;
                                /**
                                 * @description Anything that the venue keeps beside it.
                                 * @example {
                                 *       "symbol": "€"
                                 *     }
                                 */
                                metadata: {
                                    [key: string]: string | number | boolean | null;
                                };
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        /**
         * Change what an asset is called, whether it is active, and what it is worth in dollars
         * @description Its code and digits stay as they are: they are on the tape.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example USD */
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "usd_rate": "1.08",
                     *       "reason": "rate of the day"
                     *     }
                     */
                    "application/json": {
                        /** @example Euro */
                        name?: string;
                        /**
                         * @description What it is.
                         * @example fiat
                         * @enum {string}
                         */
                        type?: "fiat" | "crypto" | "commodity" | "custom";
                        /**
                         * @description Anything that the venue keeps beside it.
                         * @example {
                         *       "symbol": "€"
                         *     }
                         */
                        metadata?: {
                            [key: string]: string | number | boolean | null;
                        };
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason?: string;
                        /** @description One that is not is left out of summaries; what is held of it stays. */
                        is_active?: boolean;
                        /**
                         * @description What one is worth in dollars, for limits.
                         * @example 1.08
                         */
                        usd_rate?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example USD */
                                code: string;
                                /** @example US dollar */
                                name: string;
                                /**
                                 * @example fiat
                                 * @enum {string}
                                 */
                                type: "fiat" | "crypto" | "commodity" | "custom";
                                /** @example true */
                                is_active: boolean;
                                /**
                                 * @description Decimal digits of its smallest unit.
                                 * @example 8
                                 */
                                precision: number;
                                /**
                                 * @description Digits that people are shown at least.
                                 * @example 2
                                 */
                                display_precision: number;
                                /**
                                 * @description Anything that the venue keeps beside it.
                                 * @example {
                                 *       "symbol": "€"
                                 *     }
                                 */
                                metadata: {
                                    [key: string]: string | number | boolean | null;
                                };
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        /** Take an asset off the lists: it is active no more, and what is held of it stays */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example USD */
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example USD */
                                code: string;
                                /** @example US dollar */
                                name: string;
                                /**
                                 * @example fiat
                                 * @enum {string}
                                 */
                                type: "fiat" | "crypto" | "commodity" | "custom";
                                /** @example true */
                                is_active: boolean;
                                /**
                                 * @description Decimal digits of its smallest unit.
                                 * @example 8
                                 */
                                precision: number;
                                /**
                                 * @description Digits that people are shown at least.
                                 * @example 2
                                 */
                                display_precision: number;
                                /**
                                 * @description Anything that the venue keeps beside it.
                                 * @example {
                                 *       "symbol": "€"
                                 *     }
                                 */
                                metadata: {
                                    [key: string]: string | number | boolean | null;
                                };
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Change what an asset is called, whether it is active, and what it is worth in dollars
         * @description Its code and digits stay as they are: they are on the tape.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example USD */
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "usd_rate": "1.08",
                     *       "reason": "rate of the day"
                     *     }
                     */
                    "application/json": {
                        /** @example Euro */
                        name?: string;
                        /**
                         * @description What it is.
                         * @example fiat
                         * @enum {string}
                         */
                        type?: "fiat" | "crypto" | "commodity" | "custom";
                        /**
                         * @description Anything that the venue keeps beside it.
                         * @example {
                         *       "symbol": "€"
                         *     }
                         */
                        metadata?: {
                            [key: string]: string | number | boolean | null;
                        };
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason?: string;
                        /** @description One that is not is left out of summaries; what is held of it stays. */
                        is_active?: boolean;
                        /**
                         * @description What one is worth in dollars, for limits.
                         * @example 1.08
                         */
                        usd_rate?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example USD */
                                code: string;
                                /** @example US dollar */
                                name: string;
                                /**
                                 * @example fiat
                                 * @enum {string}
                                 */
                                type: "fiat" | "crypto" | "commodity" | "custom";
                                /** @example true */
                                is_active: boolean;
                                /**
                                 * @description Decimal digits of its smallest unit.
                                 * @example 8
                                 */
                                precision: number;
                                /**
                                 * @description Digits that people are shown at least.
                                 * @example 2
                                 */
                                display_precision: number;
                                /**
                                 * @description Anything that the venue keeps beside it.
                                 * @example {
                                 *       "symbol": "€"
                                 *     }
                                 */
                                metadata: {
                                    [key: string]: string | number | boolean | null;
                                };
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/udf/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the feed can do */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @example [
                             *       "1",
                             *       "5",
                             *       "15",
                             *       "60",
                             *       "240",
                             *       "1D"
                             *     ]
                             */
                            supported_resolutions: string[];
                            supports_search: boolean;
                            supports_group_request: boolean;
                            supports_marks: boolean;
                            supports_timescale_marks: boolean;
                            supports_time: boolean;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/udf/time": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Seconds since 1970 */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The time. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/udf/symbols": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a symbol is */
        get: {
            parameters: {
                query: {
                    /** @example BTCUSD */
                    symbol: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @example BTCUSD */
                            name: string;
                            ticker: string;
                            description: string;
                            type: string;
                            session: string;
                            timezone: string;
                            exchange: string;
                            listed_exchange: string;
                            format: string;
                            pricescale: number;
                            minmov: number;
                            has_intraday: boolean;
                            has_daily: boolean;
                            supported_resolutions: string[];
                            volume_precision: number;
                            data_status: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/udf/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Symbols that hold a text */
        get: {
            parameters: {
                query?: {
                    query?: string;
                    type?: string;
                    exchange?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @example BTCUSD */
                            symbol: string;
                            full_name: string;
                            description: string;
                            exchange: string;
                            ticker: string;
                            type: string;
                        }[];
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/udf/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bars of a symbol */
        get: {
            parameters: {
                query: {
                    /** @example BTCUSD */
                    symbol: string;
                    /** @example 1 */
                    resolution: string;
                    /** @description Seconds since 1970. */
                    from?: number;
                    /** @description Seconds since 1970. */
                    to: number;
                    countback?: number;
                    currencyCode?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description ok, or no_data.
                             * @example ok
                             */
                            s: string;
                            t?: number[];
                            o?: number[];
                            h?: number[];
                            l?: number[];
                            c?: number[];
                            v?: number[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Does the process answer? */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "status": "ok"
                         *     }
                         */
                        "application/json": {
                            /** @enum {string} */
                            status: "ok";
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Has it all that it needs? 503 while something is missing */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "status": "ready",
                         *       "parts": {
                         *         "exchange": true,
                         *         "tables": true
                         *       }
                         *     }
                         */
                        "application/json": {
                            status: "ready" | "waiting";
                            parts: {
                                [key: string]: boolean;
                            };
                        };
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "status": "ready",
                         *       "parts": {
                         *         "exchange": true,
                         *         "tables": true
                         *       }
                         *     }
                         */
                        "application/json": {
                            status: "ready" | "waiting";
                            parts: {
                                [key: string]: boolean;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the API counts of itself, as Prometheus text */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The metrics. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts of people, 15 a page */
        get: {
            parameters: {
                query?: {
                    page?: number;
                    user_uuid?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                uuid: string;
                                number: number | null;
                                /** @example Main */
                                name: string;
                                user_uuid: string;
                                is_frozen: boolean;
                                /**
                                 * @description When it was opened.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                            }[];
                            /** @example 1 */
                            total: number;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Open an account for somebody */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "user_uuid": "4b0d2b4c-7c86-4b3e-9d5f-0d2f6a1c7e55",
                     *       "name": "Savings"
                     *     }
                     */
                    "application/json": {
                        user_uuid: string;
                        /** @example Savings */
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                uuid: string;
                                number: number | null;
                                /** @example Main */
                                name: string;
                                user_uuid: string;
                                is_frozen: boolean;
                                /**
                                 * @description When it was opened.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                created_at: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An account as the exchange has it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Uuid of the account, or its number in the exchange.
                     * @example 17
                     */
                    account: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example 17 */
                                number: number;
                                uuid: string | null;
                                /**
                                 * @description active, frozen or closed.
                                 * @example active
                                 */
                                status: string;
                                /**
                                 * @description Of fees.
                                 * @example 0
                                 */
                                tier: number;
                                /**
                                 * @description 0 for none.
                                 * @example 7
                                 */
                                risk_group: number;
                                /**
                                 * @description 0 for none.
                                 * @example 0
                                 */
                                self_trade_group: number;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts/{account}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Freeze an account and cancel its orders */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Uuid of the account, or its number in the exchange.
                     * @example 17
                     */
                    account: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example 17 */
                                number: number;
                                /**
                                 * @description active, frozen or closed.
                                 * @example frozen
                                 */
                                status: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts/{account}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unfreeze an account */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Uuid of the account, or its number in the exchange.
                     * @example 17
                     */
                    account: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example 17 */
                                number: number;
                                /**
                                 * @description active, frozen or closed.
                                 * @example frozen
                                 */
                                status: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts/{account}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close an account that holds no money, for good */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Uuid of the account, or its number in the exchange.
                     * @example 17
                     */
                    account: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example 17 */
                                number: number;
                                /**
                                 * @description active, frozen or closed.
                                 * @example frozen
                                 */
                                status: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/deposit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Credit a deposit
         * @description Needs an Idempotency-Key: with the same one it is booked once, for good.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "account": "17",
                     *       "asset": "USD",
                     *       "amount": "100",
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Uuid of the account, or its number in the exchange.
                         * @example 17
                         */
                        account: string;
                        /**
                         * @description Code.
                         * @example USD
                         */
                        asset: string;
                        /**
                         * @description Above zero.
                         * @example 100
                         */
                        amount: string;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description Reference of the entry in the ledger.
                                 * @example ad/Vx1cW0pEJrK9bQ2sYt7uZa3d
                                 */
                                id: string;
                                /** @example 17 */
                                account: number;
                                /** @example USD */
                                asset: string;
                                /**
                                 * @description Below zero where it was taken away.
                                 * @example 100.00
                                 */
                                amount: string;
                                /**
                                 * @description What is available now.
                                 * @example 1100.00
                                 */
                                available: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/adjust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Correct a balance, up or down, by an entry of its own
         * @description Needs an Idempotency-Key: with the same one it is booked once, for good. Held money stays.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "account": "17",
                     *       "asset": "USD",
                     *       "amount": "-12.5",
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Uuid of the account, or its number in the exchange.
                         * @example 17
                         */
                        account: string;
                        /**
                         * @description Code.
                         * @example USD
                         */
                        asset: string;
                        /**
                         * @description Below zero to take away.
                         * @example -12.5
                         */
                        amount: string;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description Reference of the entry in the ledger.
                                 * @example ad/Vx1cW0pEJrK9bQ2sYt7uZa3d
                                 */
                                id: string;
                                /** @example 17 */
                                account: number;
                                /** @example USD */
                                asset: string;
                                /**
                                 * @description Below zero where it was taken away.
                                 * @example 100.00
                                 */
                                amount: string;
                                /**
                                 * @description What is available now.
                                 * @example 1100.00
                                 */
                                available: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/symbols": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Instruments */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example BTCUSD */
                                symbol: string;
                                /**
                                 * @description In the exchange.
                                 * @example 0
                                 */
                                number: number;
                                /** @example continuous */
                                phase: string;
                                /** @example 0.01 */
                                tick_size: string;
                                /** @example 0.00001 */
                                lot_size: string;
                                /** @example 0.00001 */
                                min_quantity: string;
                                /** @example 100 */
                                max_quantity: string;
                                reference_price: string | null;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** List an instrument; it takes orders at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "symbol": "BTCEUR",
                     *       "base": "BTC",
                     *       "quote": "EUR",
                     *       "tick_size": "0.01",
                     *       "lot_size": "0.0001",
                     *       "min_quantity": "0.0001",
                     *       "max_quantity": "100",
                     *       "max_price": "1000000",
                     *       "reference_price": "58000",
                     *       "collar_ppm": 500000,
                     *       "band_ppm": 0,
                     *       "protection_ppm": 50000,
                     *       "ticks": [
                     *         {
                     *           "from": "0",
                     *           "step": "0.05"
                     *         }
                     *       ],
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /** @example BTCEUR */
                        symbol: string;
                        /** @example BTC */
                        base: string;
                        /** @example BTC */
                        quote: string;
                        /**
                         * @description Price of one tick.
                         * @example 0.01
                         */
                        tick_size: string;
                        /**
                         * @description Quantity of one lot.
                         * @example 0.0001
                         */
                        lot_size: string;
                        /**
                         * @description Least of an order.
                         * @example 0.0001
                         */
                        min_quantity: string;
                        /**
                         * @description Most of an order.
                         * @example 100
                         */
                        max_quantity: string;
                        /**
                         * @description Quantities are multiples of it; a lot where left out.
                         * @example 0.0001
                         */
                        quantity_step?: string;
                        /**
                         * @description Least value of an order.
                         * @example 1
                         */
                        min_notional?: string;
                        /**
                         * @description Highest price.
                         * @example 1000000
                         */
                        max_price: string;
                        /**
                         * @description Until the first trade.
                         * @example 58000
                         */
                        reference_price?: string;
                        /**
                         * @description Greatest distance of a limit price from the reference, in millionths; 0 for none.
                         * @example 500000
                         */
                        collar_ppm: number;
                        /**
                         * @description Greatest distance of a trade from the reference, in millionths; 0 for none.
                         * @example 0
                         */
                        band_ppm: number;
                        /**
                         * @description Greatest impact of a market order, in millionths.
                         * @example 50000
                         */
                        protection_ppm: number;
                        /**
                         * @description Steps of prices, by ascending price, the first from 0; none: every tick.
                         * @example [
                         *       {
                         *         "from": "0",
                         *         "step": "0.05"
                         *       }
                         *     ]
                         */
                        ticks: {
                            /**
                             * @description From this price on.
                             * @example 0
                             */
                            from: string;
                            /**
                             * @description Prices are multiples of it.
                             * @example 0.05
                             */
                            step: string;
                        }[];
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example BTCUSD */
                                symbol: string;
                                /**
                                 * @description In the exchange.
                                 * @example 0
                                 */
                                number: number;
                                /** @example continuous */
                                phase: string;
                                /** @example 0.01 */
                                tick_size: string;
                                /** @example 0.00001 */
                                lot_size: string;
                                /** @example 0.00001 */
                                min_quantity: string;
                                /** @example 100 */
                                max_quantity: string;
                                reference_price: string | null;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/symbols/{symbol}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change steps of prices, collar, band and protection; orders that no longer fit are canceled
         * @description Symbol, assets, tick and lot stay as they are: they are on the tape.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Of the instrument.
                     * @example BTCUSD
                     */
                    symbol: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "collar_ppm": 500000,
                     *       "band_ppm": 0,
                     *       "protection_ppm": 50000,
                     *       "ticks": [
                     *         {
                     *           "from": "0",
                     *           "step": "0.05"
                     *         }
                     *       ],
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Greatest distance of a limit price from the reference, in millionths; 0 for none.
                         * @example 500000
                         */
                        collar_ppm: number;
                        /**
                         * @description Greatest distance of a trade from the reference, in millionths; 0 for none.
                         * @example 0
                         */
                        band_ppm: number;
                        /**
                         * @description Greatest impact of a market order, in millionths.
                         * @example 50000
                         */
                        protection_ppm: number;
                        /**
                         * @description Steps of prices, by ascending price, the first from 0; none: every tick.
                         * @example [
                         *       {
                         *         "from": "0",
                         *         "step": "0.05"
                         *       }
                         *     ]
                         */
                        ticks: {
                            /**
                             * @description From this price on.
                             * @example 0
                             */
                            from: string;
                            /**
                             * @description Prices are multiples of it.
                             * @example 0.05
                             */
                            step: string;
                        }[];
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example BTCUSD */
                                symbol: string;
                                /**
                                 * @description In the exchange.
                                 * @example 0
                                 */
                                number: number;
                                /** @example continuous */
                                phase: string;
                                /** @example 0.01 */
                                tick_size: string;
                                /** @example 0.00001 */
                                lot_size: string;
                                /** @example 0.00001 */
                                min_quantity: string;
                                /** @example 100 */
                                max_quantity: string;
                                reference_price: string | null;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/symbols/{symbol}/reference-price": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the price that collar, band and protection are measured from */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Of the instrument.
                     * @example BTCUSD
                     */
                    symbol: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "price": "64000",
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description On a tick.
                         * @example 64000
                         */
                        price: string;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example BTCUSD */
                                symbol: string;
                                /**
                                 * @description In the exchange.
                                 * @example 0
                                 */
                                number: number;
                                /** @example continuous */
                                phase: string;
                                /** @example 0.01 */
                                tick_size: string;
                                /** @example 0.00001 */
                                lot_size: string;
                                /** @example 0.00001 */
                                min_quantity: string;
                                /** @example 100 */
                                max_quantity: string;
                                reference_price: string | null;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/symbols/{symbol}/delist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End an instrument for good: its orders are canceled, and it takes no more */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Of the instrument.
                     * @example BTCUSD
                     */
                    symbol: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example BTCUSD */
                                symbol: string;
                                /**
                                 * @description In the exchange.
                                 * @example 0
                                 */
                                number: number;
                                /** @example continuous */
                                phase: string;
                                /** @example 0.01 */
                                tick_size: string;
                                /** @example 0.00001 */
                                lot_size: string;
                                /** @example 0.00001 */
                                min_quantity: string;
                                /** @example 100 */
                                max_quantity: string;
                                reference_price: string | null;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/symbols/{symbol}/phase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change the phase of an instrument now: halt, resume, suspend, begin or end an auction */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Of the instrument.
                     * @example BTCUSD
                     */
                    symbol: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "phase": "halted",
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description What begins.
                         * @example pre-open
                         * @enum {string}
                         */
                        phase: "pre-open" | "opening-auction" | "continuous" | "volatility-auction" | "halted" | "closing-auction" | "closed" | "suspended";
                        /**
                         * @description Cancel every open order.
                         * @default false
                         */
                        cancel_orders?: boolean;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example BTCUSD */
                                symbol: string;
                                /** @example halted */
                                phase: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/symbols/{symbol}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let an instrument trade */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Of the instrument.
                     * @example BTCUSD
                     */
                    symbol: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example BTCUSD */
                                symbol: string;
                                /** @example halted */
                                phase: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/symbols/{symbol}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspend an instrument: cancels are taken, nothing else */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Of the instrument.
                     * @example BTCUSD
                     */
                    symbol: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example BTCUSD */
                                symbol: string;
                                /** @example halted */
                                phase: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/symbols/{symbol}/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Plan the phases of an instrument by a calendar, in place of what was planned */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Of the instrument.
                     * @example BTCUSD
                     */
                    symbol: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "calendar": {
                     *         "timeZone": "America/New_York",
                     *         "phases": [
                     *           {
                     *             "at": "09:25",
                     *             "phase": "OpeningAuction"
                     *           },
                     *           {
                     *             "at": "09:30",
                     *             "phase": "Continuous",
                     *             "randomMs": 30000
                     *           },
                     *           {
                     *             "at": "16:00",
                     *             "phase": "Closed"
                     *           }
                     *         ],
                     *         "holidays": [
                     *           "2026-12-25"
                     *         ]
                     *       },
                     *       "days": 7,
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /** @description As `tapebook phase plan --calendar` reads it. */
                        calendar: {
                            /** @example America/New_York */
                            timeZone: string;
                            days?: number[];
                            phases: {
                                /**
                                 * @description By the clock on the wall.
                                 * @example 09:30
                                 */
                                at: string;
                                /**
                                 * @example Continuous
                                 * @enum {string}
                                 */
                                phase: "Continuous" | "Halted" | "Delisted" | "PreOpen" | "OpeningAuction" | "VolatilityAuction" | "ClosingAuction" | "Closed" | "Suspended";
                                /**
                                 * @description It begins at a random moment of so many ms from then on.
                                 * @example 30000
                                 */
                                randomMs?: number;
                            }[];
                            holidays?: string[];
                            halfDays?: {
                                [key: string]: {
                                    /**
                                     * @description By the clock on the wall.
                                     * @example 09:30
                                     */
                                    at: string;
                                    /**
                                     * @example Continuous
                                     * @enum {string}
                                     */
                                    phase: "Continuous" | "Halted" | "Delisted" | "PreOpen" | "OpeningAuction" | "VolatilityAuction" | "ClosingAuction" | "Closed" | "Suspended";
                                    /**
                                     * @description It begins at a random moment of so many ms from then on.
                                     * @example 30000
                                     */
                                    randomMs?: number;
                                }[];
                            };
                        };
                        /**
                         * @description From today on.
                         * @example 7
                         */
                        days?: number;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example opening_auction */
                                phase: string;
                                /**
                                 * @description When it begins.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                begins_at: string;
                                /** @example 0 */
                                random_ms: number;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/symbols/{symbol}/trading-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set how auctions and price bands work; what is left out gets its default */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Of the instrument.
                     * @example BTCUSD
                     */
                    symbol: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "breach": "auction",
                     *       "static_band_ppm": 100000,
                     *       "volatility_ms": 120000,
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description What begins when a trade would be outside a band.
                         * @example auction
                         * @enum {string}
                         */
                        breach?: "auction" | "halt";
                        /** @description Do own orders pass each other by in auctions? */
                        auction_stp?: boolean;
                        /**
                         * @description Distance of a trade from the last auction, in millionths; 0 for none.
                         * @example 0
                         */
                        static_band_ppm?: number;
                        /**
                         * @description Distance of an auction from the last one, in millionths; 0 for none.
                         * @example 0
                         */
                        auction_band_ppm?: number;
                        /**
                         * @description Length of a volatility auction, in ms.
                         * @example 120000
                         */
                        volatility_ms?: number;
                        /**
                         * @description How long an auction goes on, once, in ms.
                         * @example 120000
                         */
                        extension_ms?: number;
                        /**
                         * @description Random end of both, in ms.
                         * @example 30000
                         */
                        random_ms?: number;
                        /**
                         * @description Length of a halt; 0 until somebody ends it, in ms.
                         * @example 0
                         */
                        halt_ms?: number;
                        /**
                         * @description Between two indicative prices, in ms.
                         * @example 1000
                         */
                        indication_ms?: number;
                        /**
                         * @description So long before an auction may end lost sessions keep their orders, in ms.
                         * @example 5000
                         */
                        guard_ms?: number;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example BTCUSD */
                                symbol: string;
                                /** @example halted */
                                phase: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/fees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fees of every tier */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example 0 */
                                tier: number;
                                symbol: string | null;
                                /**
                                 * @description Part of what is received; below zero is a rebate.
                                 * @example -0.0001
                                 */
                                maker: string;
                                /**
                                 * @description Part of what is received.
                                 * @example 0.001
                                 */
                                taker: string;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/fees/{tier}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the fees of a tier, of all instruments or of one */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Fee tier.
                     * @example 0
                     */
                    tier: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "symbol": "BTCUSD",
                     *       "maker": "-0.0001",
                     *       "taker": "0.001",
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /** @example BTCUSD */
                        symbol?: string;
                        /**
                         * @description Up to a tenth; below zero is a rebate.
                         * @example -0.0001
                         */
                        maker: string;
                        /**
                         * @description Up to a tenth.
                         * @example 0.001
                         */
                        taker: string;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example 0 */
                                tier: number;
                                symbol: string | null;
                                /**
                                 * @description Part of what is received; below zero is a rebate.
                                 * @example -0.0001
                                 */
                                maker: string;
                                /**
                                 * @description Part of what is received.
                                 * @example 0.001
                                 */
                                taker: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts/{account}/tier": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put an account in a fee tier */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Uuid of the account, or its number in the exchange.
                     * @example 17
                     */
                    account: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "tier": 1,
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Fee tier.
                         * @example 1
                         */
                        tier: number;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                account: number;
                                tier: number;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All limits that are set */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example account */
                                scope: string;
                                /**
                                 * @description Its number; the symbol of an instrument.
                                 * @example 17
                                 */
                                name: string;
                                limits: {
                                    /**
                                     * @description Largest value of one order, in dollars.
                                     * @example 100000
                                     */
                                    order_value?: string;
                                    /**
                                     * @description Largest value of a position, open orders included.
                                     * @example 500000
                                     */
                                    position?: string;
                                    /**
                                     * @description Most traded from 00:00 UTC on.
                                     * @example 1000000
                                     */
                                    daily_volume?: string;
                                    /**
                                     * @description Most open orders.
                                     * @example 200
                                     */
                                    open_orders?: number;
                                    /**
                                     * @description How far from the best price an order may trade, in millionths.
                                     * @example 20000
                                     */
                                    impact_ppm?: number;
                                    /**
                                     * @description How far from the reference a limit may be, in millionths.
                                     * @example 100000
                                     */
                                    deviation_ppm?: number;
                                    /**
                                     * @description Most day trades from 00:00 UTC on.
                                     * @example 3
                                     */
                                    day_trades?: number;
                                    rate?: {
                                        /**
                                         * @description Most orders in the window.
                                         * @example 100
                                         */
                                        orders: number;
                                        /**
                                         * @description The window.
                                         * @example 1000
                                         */
                                        window_ms: number;
                                    };
                                };
                                counted: {
                                    volume: string;
                                    day_trades: number;
                                    open_orders: number;
                                } | null;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/limits/{scope}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Limits of somebody; of an account all that bind it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Whose.
                     * @example account
                     */
                    scope: "account" | "tier" | "instrument" | "member" | "risk-group";
                    /**
                     * @description Its number; the symbol of an instrument.
                     * @example 17
                     */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example account */
                                scope: string;
                                /**
                                 * @description Its number; the symbol of an instrument.
                                 * @example 17
                                 */
                                name: string;
                                limits: {
                                    /**
                                     * @description Largest value of one order, in dollars.
                                     * @example 100000
                                     */
                                    order_value?: string;
                                    /**
                                     * @description Largest value of a position, open orders included.
                                     * @example 500000
                                     */
                                    position?: string;
                                    /**
                                     * @description Most traded from 00:00 UTC on.
                                     * @example 1000000
                                     */
                                    daily_volume?: string;
                                    /**
                                     * @description Most open orders.
                                     * @example 200
                                     */
                                    open_orders?: number;
                                    /**
                                     * @description How far from the best price an order may trade, in millionths.
                                     * @example 20000
                                     */
                                    impact_ppm?: number;
                                    /**
                                     * @description How far from the reference a limit may be, in millionths.
                                     * @example 100000
                                     */
                                    deviation_ppm?: number;
                                    /**
                                     * @description Most day trades from 00:00 UTC on.
                                     * @example 3
                                     */
                                    day_trades?: number;
                                    rate?: {
                                        /**
                                         * @description Most orders in the window.
                                         * @example 100
                                         */
                                        orders: number;
                                        /**
                                         * @description The window.
                                         * @example 1000
                                         */
                                        window_ms: number;
                                    };
                                };
                                counted: {
                                    volume: string;
                                    day_trades: number;
                                    open_orders: number;
                                } | null;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        /** Set all limits of somebody: those that are left out are taken away */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Whose.
                     * @example account
                     */
                    scope: "account" | "tier" | "instrument" | "member" | "risk-group";
                    /**
                     * @description Its number; the symbol of an instrument.
                     * @example 17
                     */
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "order_value": "100000",
                     *       "daily_volume": "1000000",
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Largest value of one order, in dollars.
                         * @example 100000
                         */
                        order_value?: string;
                        /**
                         * @description Largest value of a position, open orders included.
                         * @example 500000
                         */
                        position?: string;
                        /**
                         * @description Most traded from 00:00 UTC on.
                         * @example 1000000
                         */
                        daily_volume?: string;
                        /**
                         * @description Most open orders.
                         * @example 200
                         */
                        open_orders?: number;
                        /**
                         * @description How far from the best price an order may trade, in millionths.
                         * @example 20000
                         */
                        impact_ppm?: number;
                        /**
                         * @description How far from the reference a limit may be, in millionths.
                         * @example 100000
                         */
                        deviation_ppm?: number;
                        /**
                         * @description Most day trades from 00:00 UTC on.
                         * @example 3
                         */
                        day_trades?: number;
                        rate?: {
                            /**
                             * @description Most orders in the window.
                             * @example 100
                             */
                            orders: number;
                            /**
                             * @description The window.
                             * @example 1000
                             */
                            window_ms: number;
                        };
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example account */
                                scope: string;
                                /**
                                 * @description Its number; the symbol of an instrument.
                                 * @example 17
                                 */
                                name: string;
                                limits: {
                                    /**
                                     * @description Largest value of one order, in dollars.
                                     * @example 100000
                                     */
                                    order_value?: string;
                                    /**
                                     * @description Largest value of a position, open orders included.
                                     * @example 500000
                                     */
                                    position?: string;
                                    /**
                                     * @description Most traded from 00:00 UTC on.
                                     * @example 1000000
                                     */
                                    daily_volume?: string;
                                    /**
                                     * @description Most open orders.
                                     * @example 200
                                     */
                                    open_orders?: number;
                                    /**
                                     * @description How far from the best price an order may trade, in millionths.
                                     * @example 20000
                                     */
                                    impact_ppm?: number;
                                    /**
                                     * @description How far from the reference a limit may be, in millionths.
                                     * @example 100000
                                     */
                                    deviation_ppm?: number;
                                    /**
                                     * @description Most day trades from 00:00 UTC on.
                                     * @example 3
                                     */
                                    day_trades?: number;
                                    rate?: {
                                        /**
                                         * @description Most orders in the window.
                                         * @example 100
                                         */
                                        orders: number;
                                        /**
                                         * @description The window.
                                         * @example 1000
                                         */
                                        window_ms: number;
                                    };
                                };
                                counted: {
                                    volume: string;
                                    day_trades: number;
                                    open_orders: number;
                                } | null;
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/kill-switches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kill switches that were ever used, the last one first */
        get: {
            parameters: {
                query?: {
                    /** @description Rows at most. */
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example account */
                                scope: string;
                                /** @example 17 */
                                name: string;
                                /** @description Is it stopped? */
                                engaged: boolean;
                                /**
                                 * @description The last time.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                changed_at: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/kill-switches/{scope}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Stop somebody at once, or let them go on
         * @description Stopping cancels every open order that it covers, and again if it is on already.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description What to stop.
                     * @example account
                     */
                    scope: "account" | "tier" | "instrument" | "member" | "group" | "risk-group";
                    /**
                     * @description Its number; the symbol of an instrument.
                     * @example 17
                     */
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "engaged": true,
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /** @description true stops, false lets go on. */
                        engaged: boolean;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example account */
                                scope: string;
                                /** @example 17 */
                                name: string;
                                /** @description Is it stopped? */
                                engaged: boolean;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/accounts/{account}/risk-group": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put an account in a risk group, whose limits and kill switch it shares; 0 takes it out */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Uuid of the account, or its number in the exchange.
                     * @example 17
                     */
                    account: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "group": 7,
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Number of the group; 0 for none.
                         * @example 7
                         */
                        group: number;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                account: number;
                                group: number;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/risk-groups/{group}/owner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a risk group to a member; 0 takes it back */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Number of the risk group.
                     * @example 7
                     */
                    group: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "member": 4,
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Session of a registered key; 0 for none.
                         * @example 4
                         */
                        member: number;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                group: number;
                                member: number;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/busts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Proposals to bust or correct trades, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Rows at most. */
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /**
                     * @description Only those.
                     * @example pending
                     */
                    status?: "pending" | "approved" | "rejected";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example 4b0d2b4c-7c86-4b3e-9d5f-0d2f6a1c7e55 */
                                id: string;
                                /**
                                 * @description bust or correction.
                                 * @example bust
                                 */
                                kind: string;
                                /** @example BTCUSD */
                                symbol: string;
                                /** @example 1042 */
                                trade_id: number;
                                /**
                                 * @description At which it was made.
                                 * @example 64000
                                 */
                                price: string;
                                /** @example 0.5 */
                                quantity: string;
                                new_price: string | null;
                                new_quantity: string | null;
                                /**
                                 * @description pending, approved or rejected.
                                 * @example pending
                                 */
                                status: string;
                                reason: string;
                                proposed_by: string;
                                /**
                                 * @description When it was proposed.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                proposed_at: string;
                                decided_by: string | null;
                                decided_at: string | null;
                                decision_reason: string | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Propose to bust a trade, or, with a new price and quantity, to correct it
         * @description Takes effect when another person approves it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "symbol": "BTCUSD",
                     *       "trade_id": 1042,
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /** @example BTCUSD */
                        symbol: string;
                        /** @example 1042 */
                        trade_id: number;
                        /**
                         * @description With a new quantity: a correction.
                         * @example 63000
                         */
                        new_price?: string;
                        /**
                         * @description With a new price: a correction.
                         * @example 0.5
                         */
                        new_quantity?: string;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example 4b0d2b4c-7c86-4b3e-9d5f-0d2f6a1c7e55 */
                                id: string;
                                /**
                                 * @description bust or correction.
                                 * @example bust
                                 */
                                kind: string;
                                /** @example BTCUSD */
                                symbol: string;
                                /** @example 1042 */
                                trade_id: number;
                                /**
                                 * @description At which it was made.
                                 * @example 64000
                                 */
                                price: string;
                                /** @example 0.5 */
                                quantity: string;
                                new_price: string | null;
                                new_quantity: string | null;
                                /**
                                 * @description pending, approved or rejected.
                                 * @example pending
                                 */
                                status: string;
                                reason: string;
                                proposed_by: string;
                                /**
                                 * @description When it was proposed.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                proposed_at: string;
                                decided_by: string | null;
                                decided_at: string | null;
                                decision_reason: string | null;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/busts/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve what somebody else proposed: the trade is busted or corrected at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example 4b0d2b4c-7c86-4b3e-9d5f-0d2f6a1c7e55 */
                                id: string;
                                /**
                                 * @description bust or correction.
                                 * @example bust
                                 */
                                kind: string;
                                /** @example BTCUSD */
                                symbol: string;
                                /** @example 1042 */
                                trade_id: number;
                                /**
                                 * @description At which it was made.
                                 * @example 64000
                                 */
                                price: string;
                                /** @example 0.5 */
                                quantity: string;
                                new_price: string | null;
                                new_quantity: string | null;
                                /**
                                 * @description pending, approved or rejected.
                                 * @example pending
                                 */
                                status: string;
                                reason: string;
                                proposed_by: string;
                                /**
                                 * @description When it was proposed.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                proposed_at: string;
                                decided_by: string | null;
                                decided_at: string | null;
                                decision_reason: string | null;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/busts/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse what somebody else proposed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example 4b0d2b4c-7c86-4b3e-9d5f-0d2f6a1c7e55 */
                                id: string;
                                /**
                                 * @description bust or correction.
                                 * @example bust
                                 */
                                kind: string;
                                /** @example BTCUSD */
                                symbol: string;
                                /** @example 1042 */
                                trade_id: number;
                                /**
                                 * @description At which it was made.
                                 * @example 64000
                                 */
                                price: string;
                                /** @example 0.5 */
                                quantity: string;
                                new_price: string | null;
                                new_quantity: string | null;
                                /**
                                 * @description pending, approved or rejected.
                                 * @example pending
                                 */
                                status: string;
                                reason: string;
                                proposed_by: string;
                                /**
                                 * @description When it was proposed.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                proposed_at: string;
                                decided_by: string | null;
                                decided_at: string | null;
                                decision_reason: string | null;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members, the one that changed last first */
        get: {
            parameters: {
                query?: {
                    /** @description Rows at most. */
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description Session of its key.
                                 * @example 9
                                 */
                                member: number;
                                /** @description Ed25519, in hex. */
                                public_key: string;
                                account: number | null;
                                /**
                                 * @description trade, read, gateway or operator.
                                 * @example trade
                                 */
                                may: string;
                                rate_limit: number | null;
                                is_revoked: boolean;
                                /**
                                 * @description When it was registered or revoked.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                changed_at: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Register a key for the binary port
         * @description Keys of operators and gateways are registered at the machine, with the operator’s key.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "public_key": "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                     *       "account": "17",
                     *       "may": "trade",
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /** @description Ed25519, in hex. */
                        public_key: string;
                        /**
                         * @description Uuid of the account, or its number in the exchange.
                         * @example 17
                         */
                        account: string;
                        /**
                         * @description What its sessions may do.
                         * @example trade
                         * @enum {string}
                         */
                        may: "trade" | "read";
                        /**
                         * @description How much of it; full where left out.
                         * @example full
                         * @enum {string}
                         */
                        market_data?: "full" | "pro" | "retail";
                        /**
                         * @description Messages a second; 0, the default, for no limit.
                         * @example 1000
                         */
                        rate_limit?: number;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                member: number | null;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/members/{member}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a key of the binary port for good; its session ends at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Session of its key.
                     * @example 9
                     */
                    member: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                member: number;
                                is_revoked: boolean;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/members/{member}/accounts/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let a member act for an account and get its reports, or no longer */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Session of its key.
                     * @example 9
                     */
                    member: number;
                    /**
                     * @description Uuid of the account, or its number in the exchange.
                     * @example 17
                     */
                    account: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "bound": true,
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        bound: boolean;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                member: number;
                                account: number;
                                bound: boolean;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fix/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Health of the sessions to liquidity providers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description none: the exchange was started without liquidity providers; down: its process is on its way.
                                 * @example up
                                 * @enum {string}
                                 */
                                gateway: "up" | "down" | "none";
                                /**
                                 * @description Sessions that are.
                                 * @example 2
                                 */
                                connected: number;
                                sessions: {
                                    /**
                                     * @description Id of the session in the configuration.
                                     * @example YOFX1
                                     */
                                    id: string;
                                    /**
                                     * @description FX-08.
                                     * @example disconnected
                                     * @enum {string}
                                     */
                                    state: "disconnected" | "connecting" | "connected" | "failed";
                                    /**
                                     * @description When it came into that state.
                                     * @example 2026-01-02T03:04:05.678901Z
                                     */
                                    since: string;
                                    connected_at: string | null;
                                    /**
                                     * @description Connected since the gateway started, in all.
                                     * @example 86.5
                                     */
                                    uptime_seconds: number;
                                    /**
                                     * @description In a row.
                                     * @example 0
                                     */
                                    failed_tries: number;
                                    next_try_at: string | null;
                                    /** @example 1 */
                                    reconnects: number;
                                    error: string | null;
                                    /** @example 1247 */
                                    quotes_per_minute: number;
                                    /**
                                     * @description With a quote younger than 5 s.
                                     * @example 2
                                     */
                                    active_symbols: number;
                                    last_quote_at: string | null;
                                    latency_ms: number | null;
                                }[];
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fix/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Connect a session to a liquidity provider */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "session": "YOFX1"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Id of the session in the configuration.
                         * @example YOFX1
                         */
                        session: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description Id of the session in the configuration.
                                 * @example YOFX1
                                 */
                                id: string;
                                /**
                                 * @description FX-08.
                                 * @example disconnected
                                 * @enum {string}
                                 */
                                state: "disconnected" | "connecting" | "connected" | "failed";
                                /**
                                 * @description When it came into that state.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                since: string;
                                connected_at: string | null;
                                /**
                                 * @description Connected since the gateway started, in all.
                                 * @example 86.5
                                 */
                                uptime_seconds: number;
                                /**
                                 * @description In a row.
                                 * @example 0
                                 */
                                failed_tries: number;
                                next_try_at: string | null;
                                /** @example 1 */
                                reconnects: number;
                                error: string | null;
                                /** @example 1247 */
                                quotes_per_minute: number;
                                /**
                                 * @description With a quote younger than 5 s.
                                 * @example 2
                                 */
                                active_symbols: number;
                                last_quote_at: string | null;
                                latency_ms: number | null;
                                /**
                                 * @description What it is for.
                                 * @example trading
                                 * @enum {string}
                                 */
                                type: "trading" | "quotes";
                                /** @example YOFX1 */
                                sender_comp_id: string;
                                /** @example YOFX */
                                target_comp_id: string;
                                /** @example 127.0.0.1 */
                                host: string;
                                /** @example 12336 */
                                port: number;
                                /**
                                 * @description In seconds.
                                 * @example 30
                                 */
                                heartbeat_interval: number;
                                /**
                                 * @description Before the first try again, in seconds.
                                 * @example 5
                                 */
                                reconnect_interval: number;
                                /**
                                 * @description Tries in a row before it is given up.
                                 * @example 10
                                 */
                                max_reconnects: number;
                                /**
                                 * @description Number of the next message out.
                                 * @example 12
                                 */
                                next_out: number;
                                /**
                                 * @description Number of the next message in.
                                 * @example 34
                                 */
                                next_in: number;
                                /**
                                 * @example [
                                 *       "EURUSD"
                                 *     ]
                                 */
                                symbols: string[];
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fix/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log a session to a liquidity provider out; it stays so until somebody connects it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "session": "YOFX1",
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Id of the session in the configuration.
                         * @example YOFX1
                         */
                        session: string;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description Id of the session in the configuration.
                                 * @example YOFX1
                                 */
                                id: string;
                                /**
                                 * @description FX-08.
                                 * @example disconnected
                                 * @enum {string}
                                 */
                                state: "disconnected" | "connecting" | "connected" | "failed";
                                /**
                                 * @description When it came into that state.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                since: string;
                                connected_at: string | null;
                                /**
                                 * @description Connected since the gateway started, in all.
                                 * @example 86.5
                                 */
                                uptime_seconds: number;
                                /**
                                 * @description In a row.
                                 * @example 0
                                 */
                                failed_tries: number;
                                next_try_at: string | null;
                                /** @example 1 */
                                reconnects: number;
                                error: string | null;
                                /** @example 1247 */
                                quotes_per_minute: number;
                                /**
                                 * @description With a quote younger than 5 s.
                                 * @example 2
                                 */
                                active_symbols: number;
                                last_quote_at: string | null;
                                latency_ms: number | null;
                                /**
                                 * @description What it is for.
                                 * @example trading
                                 * @enum {string}
                                 */
                                type: "trading" | "quotes";
                                /** @example YOFX1 */
                                sender_comp_id: string;
                                /** @example YOFX */
                                target_comp_id: string;
                                /** @example 127.0.0.1 */
                                host: string;
                                /** @example 12336 */
                                port: number;
                                /**
                                 * @description In seconds.
                                 * @example 30
                                 */
                                heartbeat_interval: number;
                                /**
                                 * @description Before the first try again, in seconds.
                                 * @example 5
                                 */
                                reconnect_interval: number;
                                /**
                                 * @description Tries in a row before it is given up.
                                 * @example 10
                                 */
                                max_reconnects: number;
                                /**
                                 * @description Number of the next message out.
                                 * @example 12
                                 */
                                next_out: number;
                                /**
                                 * @description Number of the next message in.
                                 * @example 34
                                 */
                                next_in: number;
                                /**
                                 * @example [
                                 *       "EURUSD"
                                 *     ]
                                 */
                                symbols: string[];
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/fix/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Health of the sessions to liquidity providers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description none: the exchange was started without liquidity providers; down: its process is on its way.
                                 * @example up
                                 * @enum {string}
                                 */
                                gateway: "up" | "down" | "none";
                                /**
                                 * @description Sessions that are.
                                 * @example 2
                                 */
                                connected: number;
                                sessions: {
                                    /**
                                     * @description Id of the session in the configuration.
                                     * @example YOFX1
                                     */
                                    id: string;
                                    /**
                                     * @description FX-08.
                                     * @example disconnected
                                     * @enum {string}
                                     */
                                    state: "disconnected" | "connecting" | "connected" | "failed";
                                    /**
                                     * @description When it came into that state.
                                     * @example 2026-01-02T03:04:05.678901Z
                                     */
                                    since: string;
                                    connected_at: string | null;
                                    /**
                                     * @description Connected since the gateway started, in all.
                                     * @example 86.5
                                     */
                                    uptime_seconds: number;
                                    /**
                                     * @description In a row.
                                     * @example 0
                                     */
                                    failed_tries: number;
                                    next_try_at: string | null;
                                    /** @example 1 */
                                    reconnects: number;
                                    error: string | null;
                                    /** @example 1247 */
                                    quotes_per_minute: number;
                                    /**
                                     * @description With a quote younger than 5 s.
                                     * @example 2
                                     */
                                    active_symbols: number;
                                    last_quote_at: string | null;
                                    latency_ms: number | null;
                                }[];
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/fix/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Connect a session to a liquidity provider */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "session": "YOFX1"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Id of the session in the configuration.
                         * @example YOFX1
                         */
                        session: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description Id of the session in the configuration.
                                 * @example YOFX1
                                 */
                                id: string;
                                /**
                                 * @description FX-08.
                                 * @example disconnected
                                 * @enum {string}
                                 */
                                state: "disconnected" | "connecting" | "connected" | "failed";
                                /**
                                 * @description When it came into that state.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                since: string;
                                connected_at: string | null;
                                /**
                                 * @description Connected since the gateway started, in all.
                                 * @example 86.5
                                 */
                                uptime_seconds: number;
                                /**
                                 * @description In a row.
                                 * @example 0
                                 */
                                failed_tries: number;
                                next_try_at: string | null;
                                /** @example 1 */
                                reconnects: number;
                                error: string | null;
                                /** @example 1247 */
                                quotes_per_minute: number;
                                /**
                                 * @description With a quote younger than 5 s.
                                 * @example 2
                                 */
                                active_symbols: number;
                                last_quote_at: string | null;
                                latency_ms: number | null;
                                /**
                                 * @description What it is for.
                                 * @example trading
                                 * @enum {string}
                                 */
                                type: "trading" | "quotes";
                                /** @example YOFX1 */
                                sender_comp_id: string;
                                /** @example YOFX */
                                target_comp_id: string;
                                /** @example 127.0.0.1 */
                                host: string;
                                /** @example 12336 */
                                port: number;
                                /**
                                 * @description In seconds.
                                 * @example 30
                                 */
                                heartbeat_interval: number;
                                /**
                                 * @description Before the first try again, in seconds.
                                 * @example 5
                                 */
                                reconnect_interval: number;
                                /**
                                 * @description Tries in a row before it is given up.
                                 * @example 10
                                 */
                                max_reconnects: number;
                                /**
                                 * @description Number of the next message out.
                                 * @example 12
                                 */
                                next_out: number;
                                /**
                                 * @description Number of the next message in.
                                 * @example 34
                                 */
                                next_in: number;
                                /**
                                 * @example [
                                 *       "EURUSD"
                                 *     ]
                                 */
                                symbols: string[];
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/fix/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log a session to a liquidity provider out; it stays so until somebody connects it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "session": "YOFX1",
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Id of the session in the configuration.
                         * @example YOFX1
                         */
                        session: string;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description Id of the session in the configuration.
                                 * @example YOFX1
                                 */
                                id: string;
                                /**
                                 * @description FX-08.
                                 * @example disconnected
                                 * @enum {string}
                                 */
                                state: "disconnected" | "connecting" | "connected" | "failed";
                                /**
                                 * @description When it came into that state.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                since: string;
                                connected_at: string | null;
                                /**
                                 * @description Connected since the gateway started, in all.
                                 * @example 86.5
                                 */
                                uptime_seconds: number;
                                /**
                                 * @description In a row.
                                 * @example 0
                                 */
                                failed_tries: number;
                                next_try_at: string | null;
                                /** @example 1 */
                                reconnects: number;
                                error: string | null;
                                /** @example 1247 */
                                quotes_per_minute: number;
                                /**
                                 * @description With a quote younger than 5 s.
                                 * @example 2
                                 */
                                active_symbols: number;
                                last_quote_at: string | null;
                                latency_ms: number | null;
                                /**
                                 * @description What it is for.
                                 * @example trading
                                 * @enum {string}
                                 */
                                type: "trading" | "quotes";
                                /** @example YOFX1 */
                                sender_comp_id: string;
                                /** @example YOFX */
                                target_comp_id: string;
                                /** @example 127.0.0.1 */
                                host: string;
                                /** @example 12336 */
                                port: number;
                                /**
                                 * @description In seconds.
                                 * @example 30
                                 */
                                heartbeat_interval: number;
                                /**
                                 * @description Before the first try again, in seconds.
                                 * @example 5
                                 */
                                reconnect_interval: number;
                                /**
                                 * @description Tries in a row before it is given up.
                                 * @example 10
                                 */
                                max_reconnects: number;
                                /**
                                 * @description Number of the next message out.
                                 * @example 12
                                 */
                                next_out: number;
                                /**
                                 * @description Number of the next message in.
                                 * @example 34
                                 */
                                next_in: number;
                                /**
                                 * @example [
                                 *       "EURUSD"
                                 *     ]
                                 */
                                symbols: string[];
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fix/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sessions to liquidity providers, without their secrets */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description Id of the session in the configuration.
                                 * @example YOFX1
                                 */
                                id: string;
                                /**
                                 * @description FX-08.
                                 * @example disconnected
                                 * @enum {string}
                                 */
                                state: "disconnected" | "connecting" | "connected" | "failed";
                                /**
                                 * @description When it came into that state.
                                 * @example 2026-01-02T03:04:05.678901Z
                                 */
                                since: string;
                                connected_at: string | null;
                                /**
                                 * @description Connected since the gateway started, in all.
                                 * @example 86.5
                                 */
                                uptime_seconds: number;
                                /**
                                 * @description In a row.
                                 * @example 0
                                 */
                                failed_tries: number;
                                next_try_at: string | null;
                                /** @example 1 */
                                reconnects: number;
                                error: string | null;
                                /** @example 1247 */
                                quotes_per_minute: number;
                                /**
                                 * @description With a quote younger than 5 s.
                                 * @example 2
                                 */
                                active_symbols: number;
                                last_quote_at: string | null;
                                latency_ms: number | null;
                                /**
                                 * @description What it is for.
                                 * @example trading
                                 * @enum {string}
                                 */
                                type: "trading" | "quotes";
                                /** @example YOFX1 */
                                sender_comp_id: string;
                                /** @example YOFX */
                                target_comp_id: string;
                                /** @example 127.0.0.1 */
                                host: string;
                                /** @example 12336 */
                                port: number;
                                /**
                                 * @description In seconds.
                                 * @example 30
                                 */
                                heartbeat_interval: number;
                                /**
                                 * @description Before the first try again, in seconds.
                                 * @example 5
                                 */
                                reconnect_interval: number;
                                /**
                                 * @description Tries in a row before it is given up.
                                 * @example 10
                                 */
                                max_reconnects: number;
                                /**
                                 * @description Number of the next message out.
                                 * @example 12
                                 */
                                next_out: number;
                                /**
                                 * @description Number of the next message in.
                                 * @example 34
                                 */
                                next_in: number;
                                /**
                                 * @example [
                                 *       "EURUSD"
                                 *     ]
                                 */
                                symbols: string[];
                            }[];
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/sandbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is set in the sandbox */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description Journal that the mark names.
                                 * @example 8d1f2c
                                 */
                                lineage: string;
                                /**
                                 * @description When it began, in ms since 1970.
                                 * @example 1767323045000
                                 */
                                opened_at: number;
                                faults: {
                                    rest: {
                                        /**
                                         * @description Share of requests that is answered 429, in per cent.
                                         * @example 5
                                         */
                                        refuse_percent: number;
                                        /**
                                         * @description How much later answers come, in ms.
                                         * @example 150
                                         */
                                        latency_ms: number;
                                    };
                                    ws_api: {
                                        /**
                                         * @description Share of requests that is answered 429, in per cent.
                                         * @example 5
                                         */
                                        refuse_percent: number;
                                        /**
                                         * @description How much later answers come, in ms.
                                         * @example 150
                                         */
                                        latency_ms: number;
                                    };
                                    streams: {
                                        /**
                                         * @description How much later answers come, in ms.
                                         * @example 150
                                         */
                                        latency_ms: number;
                                        /**
                                         * @description How long connections of streams and the WebSocket API live on average, in seconds; 0 for as long as they like.
                                         * @example 60
                                         */
                                        disconnect_s: number;
                                    };
                                    /**
                                     * @description What a 429 says in Retry-After, in seconds.
                                     * @example 2
                                     */
                                    retry_after_s: number;
                                    /**
                                     * @description Requests before that time is over after which an address is banned; 0 for never.
                                     * @example 5
                                     */
                                    strikes: number;
                                    /**
                                     * @description For how long, in seconds; it is answered 418 meanwhile.
                                     * @example 30
                                     */
                                    ban_s: number;
                                };
                                files: {
                                    /** @example BTCUSDT-1m-2026-01.csv */
                                    name: string;
                                    symbol: string | null;
                                    /** @example 60 */
                                    interval_s: number;
                                    /** @example 44640 */
                                    bars: number;
                                    /**
                                     * @description Of the first bar.
                                     * @example 2026-01-02T03:04:05.678901Z
                                     */
                                    from: string;
                                    /**
                                     * @description Of the last one.
                                     * @example 2026-01-02T03:04:05.678901Z
                                     */
                                    to: string;
                                }[];
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/sandbox/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set what goes wrong for clients, all of it
         * @description In force within a second, for REST, the WebSocket API and streams; never for /admin.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "rest": {
                     *         "refuse_percent": 5,
                     *         "latency_ms": 150
                     *       },
                     *       "ws_api": {
                     *         "refuse_percent": 5,
                     *         "latency_ms": 150
                     *       },
                     *       "streams": {
                     *         "latency_ms": 100,
                     *         "disconnect_s": 60
                     *       },
                     *       "retry_after_s": 2,
                     *       "strikes": 5,
                     *       "ban_s": 30,
                     *       "reason": "asked for by the risk desk"
                     *     }
                     */
                    "application/json": {
                        rest: {
                            /**
                             * @description Share of requests that is answered 429, in per cent.
                             * @example 5
                             */
                            refuse_percent: number;
                            /**
                             * @description How much later answers come, in ms.
                             * @example 150
                             */
                            latency_ms: number;
                        };
                        ws_api: {
                            /**
                             * @description Share of requests that is answered 429, in per cent.
                             * @example 5
                             */
                            refuse_percent: number;
                            /**
                             * @description How much later answers come, in ms.
                             * @example 150
                             */
                            latency_ms: number;
                        };
                        streams: {
                            /**
                             * @description How much later answers come, in ms.
                             * @example 150
                             */
                            latency_ms: number;
                            /**
                             * @description How long connections of streams and the WebSocket API live on average, in seconds; 0 for as long as they like.
                             * @example 60
                             */
                            disconnect_s: number;
                        };
                        /**
                         * @description What a 429 says in Retry-After, in seconds.
                         * @example 2
                         */
                        retry_after_s: number;
                        /**
                         * @description Requests before that time is over after which an address is banned; 0 for never.
                         * @example 5
                         */
                        strikes: number;
                        /**
                         * @description For how long, in seconds; it is answered 418 meanwhile.
                         * @example 30
                         */
                        ban_s: number;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                rest: {
                                    /**
                                     * @description Share of requests that is answered 429, in per cent.
                                     * @example 5
                                     */
                                    refuse_percent: number;
                                    /**
                                     * @description How much later answers come, in ms.
                                     * @example 150
                                     */
                                    latency_ms: number;
                                };
                                ws_api: {
                                    /**
                                     * @description Share of requests that is answered 429, in per cent.
                                     * @example 5
                                     */
                                    refuse_percent: number;
                                    /**
                                     * @description How much later answers come, in ms.
                                     * @example 150
                                     */
                                    latency_ms: number;
                                };
                                streams: {
                                    /**
                                     * @description How much later answers come, in ms.
                                     * @example 150
                                     */
                                    latency_ms: number;
                                    /**
                                     * @description How long connections of streams and the WebSocket API live on average, in seconds; 0 for as long as they like.
                                     * @example 60
                                     */
                                    disconnect_s: number;
                                };
                                /**
                                 * @description What a 429 says in Retry-After, in seconds.
                                 * @example 2
                                 */
                                retry_after_s: number;
                                /**
                                 * @description Requests before that time is over after which an address is banned; 0 for never.
                                 * @example 5
                                 */
                                strikes: number;
                                /**
                                 * @description For how long, in seconds; it is answered 418 meanwhile.
                                 * @example 30
                                 */
                                ban_s: number;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/sandbox/assets/{asset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set how much test money of an asset there is */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example USD */
                    asset: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "start": "50000",
                     *       "daily": "10000",
                     *       "reason": "smaller accounts"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description What an account has after a reset.
                         * @example 50000
                         */
                        start: string;
                        /**
                         * @description What the faucet gives an account in a day at most.
                         * @example 10000
                         */
                        daily: string;
                        /**
                         * @description Why; the audit trail keeps it.
                         * @example asked for by the risk desk
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @example USD */
                                asset: string;
                                /**
                                 * @description What an account has after a reset.
                                 * @example 100000
                                 */
                                start: string;
                                /**
                                 * @description What the faucet gives an account in a day at most.
                                 * @example 100000
                                 */
                                daily: string;
                            };
                        };
                    };
                };
                /** @description What is wrong. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
                /** @description What is wrong. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "NOT_FOUND",
                         *       "message": "There is no such pair.",
                         *       "field": "pair"
                         *     }
                         */
                        "application/json": {
                            /** @description A word for programs. */
                            code: string;
                            /** @description A sentence for people. */
                            message: string;
                            /** @description The field that it is about. */
                            field?: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
