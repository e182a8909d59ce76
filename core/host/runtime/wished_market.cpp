#include "core/host/runtime/wished_market.h"

#include "core/host/runtime/session_plan.h"

namespace omni::runtime {

Outcome<SessionMarket> openWished(const RunRequest& request, const config::Settings& settings,
                                  const WishSurroundings& around)
{
    const auto currency = currencyFor(request, settings, around.state);
    if (!currency) {
        return tl::unexpected(currency.error());
    }
    if (!request.broker.broker.empty()) {
        BrokerWish wish = request.broker;
        wish.currency = *currency;
        return openBrokerMarket(wish,
                                {settings, request.brokers, around.state, around.clock, around.stop, around.reporter,
                                 request.keys, request.profile, around.hasAudit});
    }
    MarketWish wish = request.market;
    wish.currency = *currency;
    auto market = openMarket(wish, around.state, settings.venue, around.reporter);
    if (market) {
        if (auto same = mustBeSameAccount(around.state, market->environment, {}); !same) {
            return tl::unexpected(same.error());
        }
    }
    return market;
}

} // namespace omni::runtime
