// Binance in the acceptance suite: the Binance face of the paper exchange.

#pragma once

#include "tests/acceptance/brokers/venue_under_test.h"

#include "core/edge/brokers/registry.h"
#include "core/edge/sandbox/binance/face.h"
#include "core/edge/sandbox/exchange/built_in_market.h"

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
        const std::string all = "&" + request.query + "&" + request.body + "&";
        const std::string_view member = "&newClientOrderId=";
        const auto at = all.find(member);
        return at == std::string::npos ? ""
                                       : all.substr(at + member.size(), all.find('&', at + 1) - at - member.size());
    }
    const WireWords& words() const override
    {
        static const WireWords words{"/api/v3/order", "/ws-api/v3", "/stream", "\"x\":\"TRADE\"", "/api/v3/order"};
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
    sandbox::WebAnswer tooMany(int seconds) const override
    {
        return {
            429,
            R"({"code":-1003,"msg":"Too much request weight used; current limit is 6000 request weight per 1 MINUTE."})",
            {{"Retry-After", std::to_string(seconds)}}};
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
    std::unique_ptr<sandbox::binance::Face> m_face;
};

} // namespace omni::test
