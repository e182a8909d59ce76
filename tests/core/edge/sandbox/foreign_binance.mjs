// What a public client of the protocol does when it is pointed at the paper exchange, unchanged. Prints one JSON
// object: each step with what came of it. Needs the npm package `binance` 3.6.5 in OMNI_FOREIGN_CLIENTS/node_modules,
// and where the exchange is: SANDBOX_REST and SANDBOX_WS.
import {createRequire} from 'node:module';

const {SANDBOX_REST, SANDBOX_WS, SANDBOX_KEY, SANDBOX_SECRET, OMNI_FOREIGN_CLIENTS} = process.env;
const require = createRequire(OMNI_FOREIGN_CLIENTS + '/');
const {MainClient, WebsocketAPIClient, WebsocketClient} = require('binance');
const steps = {};
const keys = {
    api_key : SANDBOX_KEY,
    api_secret : SANDBOX_SECRET,
};
const client = new MainClient({...keys, baseUrl : SANDBOX_REST, beautifyResponses : true});
const symbol = 'BTCUSDT';
const silent = {
    trace() {},
    info() {},
    error() {}
};
async function step(name, work)
{
    try {
        steps[name] = await work();
    } catch (error) {
        const told = error?.error ?? error;
        steps[name] = {failed : told?.msg ?? told?.message ?? String(told), code : told?.code};
    }
}
async function until(done)
{
    for (let i = 0; i < 200 && !done(); i += 1) {
        await new Promise((go) => { setTimeout(go, 100); });
    }
    return done();
}

const streams = new WebsocketClient({wsUrl : SANDBOX_WS, beautify : true}, silent);
const names = [
    'trade', 'aggTrade', 'depth@100ms', 'depth5', 'bookTicker', 'kline_1m', 'ticker', 'miniTicker', 'avgPrice'
].map((name) => `btcusdt@${name}`);
const heard = {};
streams.on('formattedMessage', (message) => {
    const kind = message.eventType ?? 'unnamed';
    heard[kind] = (heard[kind] ?? 0) + 1;
});
streams.on('exception', (error) => { steps.streamError = JSON.stringify(error); });
streams.subscribe(names, 'main').catch(() => {});

let price = 0;
await step('info', async () => (await client.getExchangeInfo()).symbols.length);
await step('depth', async () => (await client.getOrderBook({symbol, limit : 100})).bids.length);
await step('klines', async () => (await client.getKlines({symbol, interval : '1h', limit : 168})).length);
await step('price', async () => {
    price = Math.round(Number((await client.getSymbolPriceTicker({symbol})).price));
    return price > 0;
});
await step('tape', async () => {
    const recent = await client.getRecentTrades({symbol, limit : 3});
    const old = await client.getHistoricalTrades({symbol, limit : 3});
    return `${recent.length} ${old.length} ${(await client.getAggregateTrades({symbol, limit : 3})).length}`;
});
await step('figures', async () => {
    const day = await client.get24hrChangeStatistics({symbol});
    const best = await client.getSymbolOrderBookTicker({symbol});
    return day.count > 0 && best.bidPrice < best.askPrice && (await client.getAvgPrice({symbol})).mins === 5;
});
await step('account', async () => (await client.getAccountInformation()).balances.length);
await step('rates', async () => {
    const rates = await client.getCommissionRates({symbol});
    return `${(await client.getOrderRateLimit()).length} ${rates.standardCommission.taker}`;
});

const limit = {
    symbol,
    side : 'BUY',
    type : 'LIMIT',
    timeInForce : 'GTC',
    quantity : 0.01
};
await step('market',
           async () => (await client.submitNewOrder(
                            {symbol, side : 'BUY', type : 'MARKET', quantity : 0.002, newOrderRespType : 'FULL'}))
                           .status);
await step('value', async () => (await client.submitNewOrder(
                                     {symbol, side : 'BUY', type : 'MARKET', quoteOrderQty : 150}))
                                    .status);
await step('limit', async () => {
    const order = await client.submitNewOrder({...limit, price : price - 900});
    const open = await client.getOpenOrders({symbol});
    const gone = await client.cancelOrder({symbol, orderId : order.orderId});
    return `${open.length} ${gone.status} ${(await client.getOrder({symbol, orderId : order.orderId})).status}`;
});
await step('replaced', async () => {
    const order = await client.submitNewOrder({...limit, price : price - 900});
    const both = await client.replaceOrder({
        ...limit,
        price : price - 950,
        cancelReplaceMode : 'STOP_ON_FAILURE',
        cancelOrderId : order.orderId,
    });
    const gone = await client.cancelAllSymbolOrders({symbol});
    return `${both.cancelResult} ${both.newOrderResult} ${gone.length}`;
});
await step('atOnce', async () => (await client.submitNewOrder({...limit, timeInForce : 'IOC', price : price - 900}))
                                     .status);
await step('trailing', async () => {
    const order = await client.submitNewOrder(
        {symbol, side : 'SELL', type : 'STOP_LOSS', quantity : 0.001, trailingDelta : 100, newOrderRespType : 'FULL'});
    return `${order.status} ${(await client.cancelOrder({symbol, orderId : order.orderId})).status}`;
});
await step('oco', async () => {
    const list = await client.submitNewOrderList({
        symbol,
        side : 'SELL',
        quantity : 0.01,
        aboveType : 'LIMIT_MAKER',
        abovePrice : price + 900,
        belowType : 'STOP_LOSS',
        belowStopPrice : price - 900
    });
    const known = await client.getOCO({orderListId : list.orderListId});
    return `${known.orders.length} ${(await client.cancelAllSymbolOrders({symbol})).length}`;
});
await step('trades', async () => (await client.getAccountTradeList({symbol})).length);
await step('tested', async () => client.testNewOrder({...limit, price : price - 900}));
await step('refused', async () => client.submitNewOrder({symbol, side : 'BUY', type : 'MARKET', quantity : 90}));
await step('filtered', async () => client.submitNewOrder({...limit, price : price - 900.001}));
await step('unknown', async () => client.getOrder({symbol, orderId : 99999999}));
await step('noSymbol', async () => client.getOrderBook({symbol : 'NOPEUSDT'}));

const api = new WebsocketAPIClient({...keys, wsUrl : SANDBOX_WS, attachEventListeners : false}, silent);
const told = [];
api.getWSClient().on('message', (message) => {
    const event = message.event ?? message;
    told.push(event.e === 'executionReport' ? event.x : event.e);
});
api.getWSClient().on('exception', () => {});
await step('apiAccount',
           async () => (await api.getSpotAccountInformation({timestamp : Date.now()})).result.balances.length);
await step('apiListens', async () => (await api.subscribeUserDataStream('mainWSAPI')).status);
await step('apiOrders', async () => {
    const now = () => ({symbol, timestamp : Date.now()});
    const placed = await api.submitNewSpotOrder(
        {...now(), side : 'BUY', type : 'LIMIT', timeInForce : 'GTC', quantity : '0.001', price : String(price - 900)});
    const {orderId} = placed.result;
    const status = (await api.getSpotOrderStatus({...now(), orderId})).result.status;
    const less = await api.amendSpotOrderKeepPriority({...now(), orderId, newQty : '0.0009'});
    const gone = await api.cancelSpotOrder({...now(), orderId});
    const filled = await api.submitNewSpotOrder({...now(), side : 'BUY', type : 'MARKET', quantity : '0.001'});
    return `${status} ${less.result.amendedOrder.qty} ${gone.result.status} ${filled.result.status}`;
});
const expected = [ 'NEW', 'REPLACED', 'CANCELED', 'TRADE', 'outboundAccountPosition' ];
steps.told = await until(() => expected.every((event) => told.includes(event)));
const kinds = [ 'trade', 'aggTrade', 'depthUpdate', 'kline', '24hrTicker', '24hrMiniTicker', 'avgPrice' ];
steps.heard = await until(() => kinds.every((kind) => heard[kind] > 0) && Object.keys(heard).length > kinds.length);
console.log(JSON.stringify(steps));
process.exit(0);
