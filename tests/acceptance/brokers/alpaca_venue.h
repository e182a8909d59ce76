// Alpaca in the acceptance suite: the Alpaca face of the paper exchange, with a share that can be sold short.

#pragma once

#include "tests/acceptance/brokers/venue_under_test.h"

#include "core/edge/brokers/registry.h"
#include "core/edge/sandbox/alpaca/alpaca_face.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace omni::test {

class AlpacaVenue : public VenueUnderTest
{
public:
    const brokers::BrokerInfo& info() const override
    {
        return *brokers::brokerOf("alpaca", brokers::allBrokers());
    }
    std::string symbol() const override
    {
        return "AAPL";
    }
    bool maySellShort() const override
    {
        return true;
    }
    bool mayAddBesideStop() const override
    {
        return true; // by a class of orders that stand together
    }
    std::map<std::string, std::string> legsByEntry() const override
    {
        std::map<std::string, std::string> all;
        const auto page = askAsStranger(request("GET /v2/orders?status=all&nested=true&limit=500", {}));
        for (const auto each : QJsonDocument::fromJson(QByteArray::fromStdString(page)).array()) {
            const auto entry = each.toObject();
            for (const auto leg : entry[QStringLiteral("legs")].toArray()) {
                all[entry[QStringLiteral("id")].toString().toStdString()]
                    = leg.toObject()[QStringLiteral("id")].toString().toStdString();
            }
        }
        return all;
    }
    std::string stateOfLeg(const std::string& leg) const override
    {
        const auto page = askAsStranger(request("GET /v2/orders/" + leg, {}));
        return QJsonDocument::fromJson(QByteArray::fromStdString(page))[QStringLiteral("status")]
            .toString()
            .toStdString();
    }
    bool mayChangeOrders() const override
    {
        return false;
    }
    std::int64_t usualQuantity() const override
    {
        return 2'000'000'000;
    }
    std::vector<std::string> sets(std::uint16_t to) const override
    {
        const std::string at = "127.0.0.1:" + std::to_string(to);
        return {"brokers.alpaca.rest=http://" + at, "brokers.alpaca.data_rest=http://" + at,
                "brokers.alpaca.stream_ws=ws://" + at, "brokers.alpaca.data_ws=ws://" + at};
    }
    std::pair<std::string, std::string> key() const override
    {
        return {"PKTESTKEY0", "secretOfATest"};
    }
    std::string nameIn(const SeenRequest& request) const override
    {
        const std::string_view member = "\"client_order_id\":\"";
        const auto at = request.body.find(member);
        return at == std::string::npos
            ? ""
            : request.body.substr(at + member.size(), request.body.find('"', at + member.size()) - at - member.size());
    }
    const WireWords& words() const override
    {
        static const WireWords words{
            "/v2/orders",        "/stream", "/v2/iex", "fill\"", "/v2/orders:by_client_order_id",
            "\"event\":\"new\"", {},        {},        {},       {}};
        return words;
    }
    bool hasBans() const override
    {
        return false;
    }
    bool judgesByTime() const override
    {
        return false;
    }
    std::vector<net::HttpField> nearlyUsedUp() const override
    {
        return {{"X-RateLimit-Limit", "200"}, {"X-RateLimit-Remaining", "20"}};
    }
    sandbox::WebAnswer tooMany(std::optional<int> seconds) const override
    {
        sandbox::WebAnswer answer;
        answer.status = 429;
        answer.body = R"({"code":42910000,"message":"rate limit exceeded"})";
        if (seconds) {
            answer.fields.push_back({"Retry-After", std::to_string(*seconds)});
        }
        return answer;
    }
    std::string bustOf(const std::string& fill) const override
    {
        return amended(fill, "trade_bust");
    }
    std::string correctionOf(const std::string& fill, int lots) const override
    {
        auto data = amended(fill, "trade_correct");
        const auto at = data.find("\"qty\":\"");
        return data.replace(at, data.find('"', at + 7) - at, "\"qty\":\"" + std::to_string(2 * lots));
    }
    std::string strangersOrder(Side side, std::int64_t lots, std::optional<Ticks> limit) override
    {
        const std::string body = R"({"symbol":")" + symbol() + R"(","time_in_force":"gtc","side":")"
            + std::string(side == Side::Buy ? "buy" : "sell") + R"(","qty":")" + std::to_string(2 * lots)
            + R"(","type":")" + (limit ? R"(limit","limit_price":")" + priceText(*limit) : std::string("market"))
            + "\"}";
        return request("POST /v2/orders", body);
    }
    std::string strangersQuestion() override
    {
        return request("GET /v2/orders?status=open", {});
    }
    std::string asIfOfNobody(const std::string& newOrder) const override
    {
        // Its order's own id is the first member of that name within "order".
        const auto at = newOrder.find("\"order\":");
        return newOrder.substr(0, at)
            + withOther(withOther(newOrder.substr(at), "\"id\":\"", '"', "00000000-0000-4000-8000-0000000000ff"),
                        "\"client_order_id\":\"", '"', "nobodyHasPlacedIt");
    }
    std::string unheardOf() const override
    {
        return R"({"stream":"something_new","data":{"what":1}})";
    }

protected:
    std::uint16_t open(Clock& clock) override
    {
        const auto made = sandbox::alpaca::builtInMarket(1, clock.wall(), false);
        const auto all = made->listings();
        const auto share
            = std::find_if(all.begin(), all.end(), [this](const auto& one) { return one.symbol == symbol(); });
        auto hand = std::make_unique<HandMarket>(*share, Ticks{20'000}, Lots{std::int64_t{1'000} * 1'000'000},
                                                 clock.wall() - minutes(1));
        market = hand.get();
        std::vector<sandbox::ClientKey> keys(1);
        keys[0].key = key().first;
        keys[0].secret = Secret(key().second);
        sandbox::alpaca::FaceConfig config;
        config.funds = Money{std::int64_t{1'000'000} * 100'000'000};
        m_face = std::make_unique<sandbox::alpaca::AlpacaFace>(clock, std::move(hand), keys, config);
        return m_face->listen(0).value_or(0);
    }
    void close() override
    {
        m_face.reset();
    }

protected:
    std::string request(const std::string& what, const std::string& body) const
    {
        const auto [id, secret] = key();
        return what + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAPCA-API-KEY-ID: " + id + "\r\nAPCA-API-SECRET-KEY: " + secret
            + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }

private:
    /// As the broker words it: an event of its own, which names the execution that it is about.
    static std::string amended(std::string fill, const std::string& event)
    {
        const std::string_view was = "\"event\":\"fill\"";
        fill.replace(fill.find(was), was.size(), "\"event\":\"" + event + "\"");
        const std::string_view id = "\"execution_id\":";
        return fill.replace(fill.find(id), id.size(),
                            "\"execution_id\":\"00000000-0000-4000-8000-000000000001\",\"previous_execution_id\":");
    }

    std::unique_ptr<sandbox::alpaca::AlpacaFace> m_face;
};

/// The same of a coin: no class of orders that stand together, no short sales, and fees in what is bought.
class AlpacaCoinVenue final : public AlpacaVenue
{
public:
    std::string symbol() const override
    {
        return "BTC/USD";
    }
    bool maySellShort() const override
    {
        return false;
    }
    bool mayAddBesideStop() const override
    {
        return false;
    }
    std::int64_t usualQuantity() const override
    {
        return 100'000'000;
    }
    /// What the account holds there, in 10^-9 of a coin.
    std::int64_t heldByAccount() const
    {
        const auto page = askAsStranger(request("GET /v2/positions", {}));
        for (const auto each : QJsonDocument::fromJson(QByteArray::fromStdString(page)).array()) {
            const auto quantity = decimalFromText(each.toObject()[QStringLiteral("qty")].toString().toStdString());
            if (quantity) {
                const auto exact = normalised(*quantity);
                std::int64_t held = exact.mantissa;
                for (int i = exact.exponent; i > -9; --i) {
                    held *= 10;
                }
                return held;
            }
        }
        return 0;
    }
};

} // namespace omni::test
