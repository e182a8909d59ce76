// What a public client of the protocol does when it is pointed at the paper exchange, unchanged. Prints one JSON object:
// each step with what came of it. Needs the npm package `@alpacahq/alpaca-trade-api` 4.0.2 in
// OMNI_FOREIGN_CLIENTS/node_modules.
import { createRequire } from 'node:module';

const { SANDBOX, SANDBOX_KEY, SANDBOX_SECRET, OMNI_FOREIGN_CLIENTS } = process.env;
const require = createRequire(OMNI_FOREIGN_CLIENTS + '/');
const { Alpaca, trading, marketData } = require('@alpacahq/alpaca-trade-api');
const rest = `http://127.0.0.1:${SANDBOX}`;
const ws = `ws://127.0.0.1:${SANDBOX}`;
const terms = { basePath: rest, keyId: SANDBOX_KEY, secret: SANDBOX_SECRET };
const tradingTerms = new trading.Configuration(terms);
const dataTerms = new marketData.Configuration(terms);
const alpaca = new Alpaca({ keyId: SANDBOX_KEY, secret: SANDBOX_SECRET });
const steps = {};
async function step(name, work) {
  try {
    steps[name] = await work();
  } catch (error) {
    steps[name] = { failed: String(error?.message ?? error), status: error?.status ?? error?.response?.status, code: error?.code };
  }
}
async function until(done) {
  for (let i = 0; i < 200 && !done(); i += 1) {
    await new Promise((go) => { setTimeout(go, 100); });
  }
  return done();
}

const orders = new trading.OrdersApi(tradingTerms);
const updates = [];
let listens = false;
const stream = alpaca.trading.stream({ url: `${ws}/stream` });
stream.on('error', (error) => { steps.streamError = String(error?.message ?? error); });
await step('orderStream', async () => {
  stream.onConnect(() => stream.subscribeTradeUpdates());
  stream.onTradeUpdate((update) => { updates.push(update.event); });
  stream.connect();
  listens = await stream.waitForAuthentication();
  return Boolean(listens);
});
let quotes = 0;
await step('dataStream', async () => {
  const data = alpaca.marketData.stockStream({ url: `${ws}/v2/sip` });
  data.onQuote((quote) => { if (quote.bidPrice > 0) { quotes += 1; } });
  data.onConnect(() => data.subscribeForQuotes(['AAPL', 'SPY']));
  data.connect();
  return true;
});
await step('account', async () => Number((await new trading.AccountsApi(tradingTerms).getAccount()).cash));
await step('assets', async () => (await new trading.AssetsApi(tradingTerms).getV2Assets({})).length);
await step('market', async () => {
  const order = await orders.postOrder({ postOrderRequest: {
    symbol: 'AAPL', qty: '2', side: 'buy', type: 'market', timeInForce: 'day' } });
  let now = order;
  for (let i = 0; i < 50 && now.status !== 'filled'; i += 1) {
    now = await orders.getOrderByOrderID({ orderId: order.id });
  }
  return now.status;
});
await step('limit', async () => {
  const order = await orders.postOrder({ postOrderRequest: {
    symbol: 'AAPL', qty: '1', side: 'buy', type: 'limit', timeInForce: 'gtc', limitPrice: '100.5' } });
  const open = await orders.getAllOrders({ status: 'open' });
  await orders.deleteOrderByOrderID({ orderId: order.id });
  return `${open.length} ${(await orders.getOrderByOrderID({ orderId: order.id })).status}`;
});
await step('bars', async () => {
  const page = await new marketData.StockApi(dataTerms).stockBars({
    symbols: 'AAPL', timeframe: '1Hour', start: new Date(Date.now() - 7 * 86400000), limit: 1000 });
  return page.bars.AAPL.length;
});
await step('position', async () => Number((await new trading.PositionsApi(tradingTerms).getAllOpenPositions())[0].qty));
await step('refused', async () => orders.postOrder({ postOrderRequest: {
  symbol: 'AAPL', qty: '900000', side: 'buy', type: 'market', timeInForce: 'day' } }));
steps.updates = await until(() => updates.includes('fill') && updates.includes('canceled'));
steps.quotes = await until(() => quotes >= 3);
console.log(JSON.stringify(steps));
process.exit(0);
