/** What the rest of the engine asks of transactions, through `transactions.rules()`. */

export {};
