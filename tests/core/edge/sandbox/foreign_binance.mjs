// What a public client of the protocol does when it is pointed at the paper exchange, unchanged. Prints one JSON
// object: each step with what came of it. Needs the npm package `binance` 3.6.5 in OMNI_FOREIGN_CLIENTS/node_modules.
import {createRequire} from 'node:module';

const {SANDBOX, SANDBOX_KEY, SANDBOX_SECRET, OMNI_FOREIGN_CLIENTS} = process.env;
const require = createRequire(OMNI_FOREIGN_CLIENTS + '/');
const {MainClient, WebsocketClient} = require('binance');
const steps = {};
const client = new MainClient({
    api_key : SANDBOX_KEY,
    api_secret : SANDBOX_SECRET,
    baseUrl : `http://127.0.0.1:${SANDBOX}`,
    beautifyResponses : true,
});
const symbol = 'BTCUSDT';
async function step(name, work)
{
    try {
        steps[name] = await work();
    } catch (error) {
        steps[name] = {failed : error?.message ?? String(error), code : error?.code};
    }
}

const streams = new WebsocketClient({wsUrl : `ws://127.0.0.1:${SANDBOX}/ws`, beautify : false},
                                    {trace() {}, info() {}, error() {}});
let heard = 0;
streams.on('message', () => { heard += 1; });
streams.on('exception', () => {});
streams.subscribe([ 'btcusdt@trade', 'btcusdt@depth@100ms' ], 'main').catch(() => {});

let price = 0;
await step('info', async () => (await client.getExchangeInfo()).symbols.length);
await step('depth', async () => (await client.getOrderBook({symbol, limit : 100})).bids.length);
await step('klines', async () => (await client.getKlines({symbol, interval : '1h', limit : 168})).length);
await step('price', async () => {
    price = Math.round(Number((await client.getSymbolPriceTicker({symbol})).price));
    return price > 0;
});
await step('account', async () => (await client.getAccountInformation()).balances.length);
await step('market',
           async () => (await client.submitNewOrder(
                            {symbol, side : 'BUY', type : 'MARKET', quantity : 0.002, newOrderRespType : 'FULL'}))
                           .status);
await step('limit', async () => {
    const order = await client.submitNewOrder(
        {symbol, side : 'BUY', type : 'LIMIT', timeInForce : 'GTC', quantity : 0.01, price : price - 900});
    const open = await client.getOpenOrders({symbol});
    const gone = await client.cancelOrder({symbol, orderId : order.orderId});
    return `${open.length} ${gone.status}`;
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
    return `${list.orders.length} ${(await client.cancelAllSymbolOrders({symbol})).length}`;
});
await step('trades', async () => (await client.getAccountTradeList({symbol})).length);
await step('refused', async () => client.submitNewOrder({symbol, side : 'BUY', type : 'MARKET', quantity : 90}));
for (let i = 0; i < 100 && heard < 5; i += 1) {
    await new Promise((done) => { setTimeout(done, 100); });
}
steps.heard = heard >= 5;
console.log(JSON.stringify(steps));
process.exit(0);
