// What a public client of the protocol does when it is pointed at the paper exchange, unchanged. Prints one JSON object:
// each step with what came of it. Needs the npm package `@alpacahq/alpaca-trade-api` 4.0.2 in
// OMNI_FOREIGN_CLIENTS/node_modules, and where the exchange is: SANDBOX_REST and SANDBOX_WS.
import { createRequire } from 'node:module';

const { SANDBOX_REST, SANDBOX_WS, SANDBOX_KEY, SANDBOX_SECRET, OMNI_FOREIGN_CLIENTS } = process.env;
const require = createRequire(OMNI_FOREIGN_CLIENTS + '/');
const { Alpaca, trading, marketData } = require('@alpacahq/alpaca-trade-api');
const terms = { basePath: SANDBOX_REST, keyId: SANDBOX_KEY, secret: SANDBOX_SECRET };
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
  for (let i = 0; i < 200 && !await done(); i += 1) {
    await new Promise((go) => { setTimeout(go, 100); });
  }
  return done();
}

const orders = new trading.OrdersApi(tradingTerms);
const positions = new trading.PositionsApi(tradingTerms);
const shares = new marketData.StockApi(dataTerms);
const coins = new marketData.CryptoApi(dataTerms);
const post = (wish) => orders.postOrder({ postOrderRequest: { symbol: 'AAPL', side: 'buy', timeInForce: 'day', ...wish } });
const named = (id) => orders.getOrderByOrderID({ orderId: id, nested: true });
async function filled(order) {
  await until(async () => (await named(order.id)).status === 'filled');
  return named(order.id);
}

const updates = [];
let listens = false;
const stream = alpaca.trading.stream({ url: `${SANDBOX_WS}/stream` });
stream.on('error', (error) => { steps.streamError = String(error?.message ?? error); });
await step('orderStream', async () => {
  stream.onConnect(() => stream.subscribeTradeUpdates());
  stream.onTradeUpdate((update) => { updates.push(update.event); });
  stream.connect();
  listens = await stream.waitForAuthentication();
  return Boolean(listens);
});
const heard = { quotes: 0, coinQuotes: 0, coinTrades: 0, coinBooks: 0 };
await step('dataStream', async () => {
  const data = alpaca.marketData.stockStream({ url: `${SANDBOX_WS}/v2/sip` });
  data.onQuote((quote) => { heard.quotes += quote.bidPrice > 0 ? 1 : 0; });
  data.onConnect(() => data.subscribeForQuotes(['AAPL', 'SPY']));
  data.connect();
  return true;
});
await step('coinStream', async () => {
  const data = alpaca.marketData.cryptoStream({ url: `${SANDBOX_WS}/v1beta3/crypto/us` });
  data.onQuote(() => { heard.coinQuotes += 1; });
  data.onTrade(() => { heard.coinTrades += 1; });
  data.onOrderbook(() => { heard.coinBooks += 1; });
  data.onConnect(() => {
    data.subscribeForQuotes(['BTC/USD']);
    data.subscribeForTrades(['BTC/USD']);
    data.subscribeForOrderbooks(['BTC/USD']);
  });
  data.connect();
  return true;
});

await step('account', async () => Number((await new trading.AccountsApi(tradingTerms).getAccount()).cash));
await step('assets', async () => (await new trading.AssetsApi(tradingTerms).getV2Assets({})).length);
await step('clock', async () => (await new trading.ClockApi(tradingTerms).legacyClock()).isOpen);
await step('calendar', async () => (await new trading.CalendarApi(tradingTerms).legacyCalendar({
  start: new Date('2026-11-23'), end: new Date('2026-11-27') })).map((day) => day.close).join(' '));
await step('terms', async () => {
  const api = new trading.AccountConfigurationsApi(tradingTerms);
  return (await api.patchAccountConfig({ accountConfigurations: { noShorting: true } })).noShorting;
});

let price = 0;
await step('latest', async () => {
  price = (await shares.stockLatestTradeSingle({ symbol: 'AAPL' })).trade.p;
  const quotes = (await shares.stockLatestQuotes({ symbols: 'AAPL,SPY' })).quotes;
  const shot = (await shares.stockSnapshots({ symbols: 'AAPL' })).AAPL;
  return price > 0 && quotes.SPY.bp < quotes.SPY.ap && shot.dailyBar.v > 0;
});
const week = () => new Date(Date.now() - 7 * 86400000);
await step('bars', async () => (await shares.stockBars({
  symbols: 'AAPL', timeframe: '1Hour', start: week(), limit: 1000 })).bars.AAPL.length);
await step('coins', async () => { // this client asks for them without a key
  const of = { loc: 'us', symbols: 'BTC/USD' };
  const bars = (await coins.cryptoBars({ ...of, timeframe: '1Day', start: week() })).bars['BTC/USD'].length;
  const book = (await coins.cryptoLatestOrderbooks(of)).orderbooks['BTC/USD'];
  const quote = (await coins.cryptoLatestQuotes(of)).quotes['BTC/USD'];
  const shot = (await coins.cryptoSnapshots(of)).snapshots['BTC/USD'];
  return bars >= 7 && book.b.length > 0 && quote.bp < quote.ap && shot.latestTrade.p > 0;
});

await step('market', async () => (await filled(await post({ qty: '2', type: 'market' }))).status);
await step('position', async () => Number((await positions.getAllOpenPositions())[0].qty));
await step('limit', async () => {
  const order = await post({ qty: '1', type: 'limit', timeInForce: 'gtc', limitPrice: '100.5' });
  const open = await orders.getAllOrders({ status: 'open' });
  await orders.deleteOrderByOrderID({ orderId: order.id });
  return `${open.length} ${(await named(order.id)).status}`;
});
await step('value', async () => {
  const order = await filled(await post({ notional: '150', type: 'market' }));
  return `${order.status} ${order.notional} ${order.qty}`;
});
await step('replaced', async () => {
  const order = await post({ qty: '3', type: 'limit', timeInForce: 'gtc', limitPrice: (price - 30).toFixed(2), clientOrderId: 'foreign-1' });
  const next = await orders.patchOrderByOrderId({ orderId: order.id, patchOrderRequest: { qty: '4' } });
  await orders.deleteOrderByOrderID({ orderId: next.id });
  const first = await orders.getOrderByClientOrderId({ clientOrderId: 'foreign-1' });
  return `${next.replaces === order.id} ${next.qty} ${first.status}`;
});
await step('bracket', async () => {
  const order = await filled(await post({
    symbol: 'SPY', qty: '2', type: 'market', timeInForce: 'gtc', orderClass: 'bracket',
    takeProfit: { limitPrice: '2000' }, stopLoss: { stopPrice: '10' } }));
  return `${order.orderClass} ${order.legs.map((leg) => `${leg.type} ${leg.status}`).sort().join(' ')}`;
});
await step('held', async () => {
  const order = await post({
    qty: '1', type: 'limit', limitPrice: (price - 20).toFixed(2), orderClass: 'oto',
    stopLoss: { stopPrice: (price - 40).toFixed(2) } });
  await orders.deleteOrderByOrderID({ orderId: order.id });
  return order.legs.map((leg) => leg.status).join(' ');
});
await step('oco', async () => {
  await filled(await post({ symbol: 'MSFT', qty: '3', type: 'market' }));
  const order = await post({
    symbol: 'MSFT', qty: '3', side: 'sell', type: 'limit', timeInForce: 'gtc', orderClass: 'oco',
    takeProfit: { limitPrice: '2000' }, stopLoss: { stopPrice: '10' } });
  return `${order.orderClass} ${order.legs.length}`;
});
await step('coin', async () => {
  const order = await filled(await post({ symbol: 'BTC/USD', qty: '0.01', type: 'market', timeInForce: 'gtc' }));
  return `${order.status} ${Number((await positions.getOpenPosition({ symbolOrAssetId: 'BTCUSD' })).qty)}`;
});
await step('activities', async () => {
  const fills = await new trading.AccountActivitiesApi(tradingTerms).getAccountActivitiesByActivityType({ activityType: 'FILL' });
  return fills.length >= 5 && fills.every((fill) => fill.activityType === 'FILL');
});
await step('closed', async () => {
  await filled(await positions.deleteOpenPosition({ symbolOrAssetId: 'AAPL' }));
  const rest = await positions.deleteAllOpenPositions({ cancelOrders: true });
  await until(async () => (await positions.getAllOpenPositions()).length === 0);
  return `${rest.map((one) => one.status).join(' ')} ${(await positions.getAllOpenPositions()).length}`;
});
await step('refused', async () => post({ qty: '900000', type: 'market' }));
await step('twice', async () => post({ qty: '1', type: 'limit', limitPrice: '50', clientOrderId: 'foreign-1' }));
await step('fractionOfACent', async () => post({ qty: '1', type: 'limit', limitPrice: '100.001' }));
await step('unknown', async () => named('00000000-0000-4000-8000-000000000000'));
const expected = ['new', 'fill', 'canceled', 'replaced', 'held'];
steps.updates = await until(() => expected.every((event) => updates.includes(event)));
steps.heard = await until(() => heard.quotes >= 3 && heard.coinQuotes > 0 && heard.coinTrades > 0 && heard.coinBooks > 0);
console.log(JSON.stringify(steps));
process.exit(0);
