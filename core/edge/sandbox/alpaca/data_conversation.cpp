#include "core/edge/sandbox/alpaca/data_conversation.h"

#include "core/edge/sandbox/alpaca/msgpack_value.h"
#include "core/edge/sandbox/alpaca/rest.h"

#include <algorithm>

namespace omni::sandbox::alpaca {

namespace {

constexpr Duration signInWithin = seconds(10);
constexpr std::size_t mostInFrame = 1'000;
constexpr std::size_t mostOfIex = 30; ///< Symbols of trades and quotes.

std::string_view textOf(const JsonValue& object, std::string_view name)
{
    const JsonValue* value = object.member(name);
    return value != nullptr && value->isText() ? std::string_view(value->text) : std::string_view();
}

std::string jsonArray(const std::vector<std::string>& items)
{
    std::string out = "[";
    for (const std::string& item : items) {
        out += out.size() > 1 ? "," : "";
        out += item;
    }
    return out + ']';
}

} // namespace

DataStreams::Conversation::Conversation(DataStreams& home, Channel& channel, DataFeed feed, bool isMsgpack)
    : m_home(home)
    , m_channel(channel)
    , m_feed(feed)
    , m_isMsgpack(isMsgpack)
    , m_opened(home.m_clock.mono())
{
    home.m_open.push_back(this);
    sayAlone([](auto& to) {
        to.key("T");
        to.text("success");
        to.key("msg");
        to.text("connected");
    });
}

DataStreams::Conversation::~Conversation()
{
    std::erase(m_home.m_open, this);
}

/// Control messages come alone, behind what was gathered before.
template<class Write> void DataStreams::Conversation::sayAlone(const Write& write)
{
    flush();
    const auto made = [&write](auto text) {
        text.object();
        write(text);
        text.end();
        return text.take();
    };
    m_items.push_back(m_isMsgpack ? made(MsgpackData()) : made(JsonData()));
    flush();
}

void DataStreams::Conversation::sayError(int code, std::string_view text)
{
    sayAlone([code, text](auto& to) {
        to.key("T");
        to.text("error");
        to.key("code");
        to.integer(code);
        to.key("msg");
        to.text(text);
    });
}

void DataStreams::Conversation::add(const std::string& item)
{
    m_items.push_back(item);
    if (m_items.size() >= mostInFrame) {
        flush();
    }
}

void DataStreams::Conversation::flush()
{
    if (m_items.empty()) {
        return;
    }
    const auto items = std::exchange(m_items, {});
    m_isMsgpack ? m_channel.sendBinary(msgpackArray(items)) : m_channel.send(jsonArray(items));
}

void DataStreams::Conversation::tick(Monotonic now)
{
    if (m_client == nullptr && m_channel.isOpen() && now - m_opened > signInWithin) {
        sayError(404, "auth timeout");
        m_channel.close(1008, "auth timeout");
    }
}

void DataStreams::Conversation::onText(std::string_view text)
{
    take(jsonFrom(text));
}

void DataStreams::Conversation::onBinary(std::string_view bytes)
{
    take(m_isMsgpack ? msgpackFrom(bytes) : jsonFrom(bytes));
}

void DataStreams::Conversation::take(const Result<JsonValue>& message)
{
    if (!message || message->kind != JsonValue::Kind::Object) {
        sayError(400, "invalid syntax");
        return;
    }
    const auto action = textOf(*message, "action");
    if (action == "auth") {
        signIn(*message);
    } else if (action != "subscribe" && action != "unsubscribe") {
        sayError(400, "invalid syntax");
    } else if (m_client == nullptr) {
        sayError(401, "not authenticated");
    } else {
        subscribe(*message, action == "subscribe");
    }
}

void DataStreams::Conversation::signIn(const JsonValue& message)
{
    if (m_client != nullptr) {
        sayError(403, "already authenticated");
        return;
    }
    const ClientAccount* client = clientWith(m_home.m_clients, textOf(message, "key"), textOf(message, "secret"));
    if (client == nullptr) {
        sayError(402, "auth failed");
        m_channel.close(1008, "auth failed");
        return;
    }
    const bool isSecond = std::any_of(m_home.m_open.begin(), m_home.m_open.end(), [this, client](const auto* one) {
        return one != this && one->m_client == client && one->m_feed == m_feed && one->m_channel.isOpen();
    });
    if (isSecond && m_feed == DataFeed::Iex) {
        sayError(406, "connection limit exceeded");
        return;
    }
    m_client = client;
    sayAlone([](auto& to) {
        to.key("T");
        to.text("success");
        to.key("msg");
        to.text("authenticated");
    });
}

void DataStreams::Conversation::subscribe(const JsonValue& message, bool adds)
{
    const bool isCrypto = m_feed == DataFeed::Crypto;
    const std::set<std::string> booksBefore = m_wanted.of(DataChannel::Orderbooks);
    switch (m_wanted.change(message, isCrypto, adds, m_feed == DataFeed::Iex ? mostOfIex : 0)) {
    case SubscriptionFault::Syntax:
        sayError(400, "invalid syntax");
        return;
    case SubscriptionFault::TooMany:
        sayError(405, "symbol limit exceeded");
        return;
    case SubscriptionFault::None:
        break;
    }
    sayAlone([this, isCrypto](auto& to) {
        const auto list = [&to, this](std::string_view name, DataChannel channel) {
            to.key(name);
            to.array();
            for (const std::string& symbol : m_wanted.of(channel)) {
                to.text(symbol);
            }
            to.end();
        };
        to.key("T");
        to.text("subscription");
        for (std::size_t i = 0; i < dataChannels; ++i) {
            const auto channel = static_cast<DataChannel>(i);
            if (isOffered(channel, isCrypto)) {
                list(nameOf(channel), channel);
            }
        }
        if (!isCrypto) { // they come with the trades
            list("corrections", DataChannel::Trades);
            list("cancelErrors", DataChannel::Trades);
        }
    });
    sendImages(booksBefore);
}

/// The whole book of each that is new.
void DataStreams::Conversation::sendImages(const std::set<std::string>& before)
{
    const Exchange& exchange = m_home.m_exchange;
    for (std::size_t i = 0; i < exchange.listings().size(); ++i) {
        const Listing& listing = exchange.listings()[i];
        if (!wants(DataChannel::Orderbooks, listing) || before.contains(listing.symbol) || before.contains("*")) {
            continue;
        }
        sayAlone([&](auto& to) {
            to.key("T");
            to.text("o");
            to.key("S");
            to.text(listing.symbol);
            to.key("t");
            to.time(exchange.now());
            for (const Side side : {Side::Buy, Side::Sell}) {
                to.key(side == Side::Buy ? "b" : "a");
                to.array();
                for (const auto& [price, size] : exchange.levels(i, side, 5'000)) {
                    writeLevel(to, listing, price, size);
                }
                to.end();
            }
            to.key("r");
            to.boolean(true);
        });
    }
}

} // namespace omni::sandbox::alpaca
