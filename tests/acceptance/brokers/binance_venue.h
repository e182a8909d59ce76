// Binance in the acceptance suite: the Binance face of the paper exchange.

#pragma once

#include "tests/acceptance/brokers/venue_under_test.h"

#include "core/edge/brokers/registry.h"
#include "core/edge/sandbox/binance/face.h"
#include "core/edge/sandbox/exchange/built_in_market.h"

#include <QMessageAuthenticationCode>

namespace omni::test {

class BinanceVenue final : public VenueUnderTest
{
public:
    const brokers::BrokerInfo& info() const override
    {
        return *brokers::brokerOf("binance", brokers::allBrokers());
    }
    std::string symbol() const override
    {
        return "BTCUSDT";
    }
    bool maySellShort() const override
    {
        return false;
    }
    bool mayAddBesideStop() const override
    {
        return true;
    }
    bool mayChangeOrders() const override
    {
        return true;
    }
    std::int64_t usualQuantity() const override
    {
        return 10'000'000;
    }
    std::vector<std::string> sets(std::uint16_t to) const override
    {
        const std::string at = "127.0.0.1:" + std::to_string(to);
        return {"brokers.binance.rest=http://" + at, "brokers.binance.ws=ws://" + at,
                "brokers.binance.ws_api=ws://" + at};
    }
    std::pair<std::string, std::string> key() const override
    {
        return {"keyOfATest0123456789", "secretOfATest"};
    }
    std::string nameIn(const SeenRequest& request) const override
    {
        return member(request, "&newClientOrderId=");
    }
    std::vector<std::string> namesIn(const SeenRequest& request) const override
    {
        if (request.path == "/api/v3/orderList/oco") {
            return {member(request, "&aboveClientOrderId="), member(request, "&belowClientOrderId=")};
        }
        return VenueUnderTest::namesIn(request);
    }
    const WireWords& words() const override
    {
        static const WireWords words{"/api/v3/order",
                                     "/ws-api/v3",
                                     "/stream",
                                     "\"x\":\"TRADE\"",
                                     "/api/v3/order",
                                     "\"x\":\"NEW\"",
                                     "/api/v3/order/amend/keepPriority",
                                     "/api/v3/depth",
                                     "depthUpdate",
                                     "listStatus"};
        return words;
    }
    bool hasBans() const override
    {
        return true;
    }
    bool judgesByTime() const override
    {
        return true;
    }
    std::vector<net::HttpField> nearlyUsedUp() const override
    {
        return {{"X-MBX-USED-WEIGHT-1M", "5400"}};
    }
    sandbox::WebAnswer tooMany(std::optional<int> seconds) const override
    {
        sandbox::WebAnswer answer;
        answer.status = 429;
        answer.body
            = R"({"code":-1003,"msg":"Too much request weight used; current limit is 6000 request weight per 1 MINUTE."})";
        if (seconds) {
            answer.fields.push_back({"Retry-After", std::to_string(*seconds)});
        }
        return answer;
    }
    std::string strangersOrder(Side side, std::int64_t lots, std::optional<Ticks> limit) override
    {
        std::string query = "symbol=BTCUSDT&side=" + std::string(side == Side::Buy ? "BUY" : "SELL")
            + "&type=" + (limit ? "LIMIT&timeInForce=GTC&price=" + priceText(*limit) : std::string("MARKET"))
            + "&quantity=" + quantityText(lots);
        return signedRequest("POST /api/v3/order", std::move(query));
    }
    std::string strangersQuestion() override
    {
        return signedRequest("GET /api/v3/openOrders", "symbol=BTCUSDT");
    }
    std::string asIfOfNobody(const std::string& newOrder) const override
    {
        return withOther(withOther(newOrder, "\"i\":", ',', "987654321"), "\"c\":\"", '"', "nobodyHasPlacedIt");
    }
    std::string unheardOf() const override
    {
        return R"({"subscriptionId":0,"event":{"e":"somethingNew","E":1700000000000}})";
    }

protected:
    std::uint16_t open(Clock& clock) override
    {
        auto made = sandbox::BuiltInMarket({.seed = 1, .start = clock.wall()}, sandbox::builtInCoins());
        auto hand = std::make_unique<HandMarket>(made.listings()[0], Ticks{60'000}, Lots{10'000'000},
                                                 clock.wall() - minutes(1));
        market = hand.get();
        // A fee would come out of what is bought: what the market counts as traded and what is held would differ.
        sandbox::ExchangeConfig terms;
        terms.makerFeeE8 = terms.takerFeeE8 = 0;
        sandbox::binance::FaceConfig config;
        config.terms.funds = {{"USDT", Money{std::int64_t{1'000'000} * 100'000'000}}};
        std::vector<sandbox::ClientKey> keys(1);
        keys[0].key = key().first;
        keys[0].secret = Secret(key().second);
        m_face = std::make_unique<sandbox::binance::Face>(
            std::make_unique<sandbox::Exchange>(std::move(hand), terms, clock), std::move(keys), std::move(config),
            clock);
        return m_face->listen(0).value_or(0);
    }
    void close() override
    {
        m_face.reset();
    }

private:
    static std::string member(const SeenRequest& request, std::string_view name)
    {
        const std::string all = "&" + request.query + "&" + request.body + "&";
        const auto at = all.find(name);
        return at == std::string::npos ? "" : all.substr(at + name.size(), all.find('&', at + 1) - at - name.size());
    }
    std::string signedRequest(const std::string& what, std::string query)
    {
        query += "&timestamp=" + std::to_string(venueTime().ns / 1'000'000);
        const auto [id, secret] = key();
        const QByteArray signature = QMessageAuthenticationCode::hash(
            QByteArray::fromStdString(query), QByteArray::fromStdString(secret), QCryptographicHash::Sha256);
        return what + "?" + query + "&signature=" + signature.toHex().toStdString()
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-MBX-APIKEY: " + id + "\r\nContent-Length: 0\r\n\r\n";
    }

    std::unique_ptr<sandbox::binance::Face> m_face;
};

} // namespace omni::test
