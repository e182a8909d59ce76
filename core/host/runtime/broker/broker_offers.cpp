#include "core/host/runtime/broker/broker_offers.h"

#include "core/edge/brokers/registry.h"
#include "core/edge/brokers/shared/environment_check.h"
#include "core/host/access/broker_keys.h"
#include "core/host/runtime/paper/paper_name.h"

#include <algorithm>

namespace omni::runtime {

namespace {

/// Of the first face, which takes the orders. As the configuration names it, else the broker's own.
std::string hostOf(const brokers::BrokerInfo& info, const config::BrokerSettings& settings)
{
    if (info.faces.empty()) {
        return {};
    }
    brokers::BrokerConfig config;
    config.environment = settings.environment;
    config.faces = settings.faces;
    const auto face = brokers::faceOf(config, info.faces, info.faces.front().key);
    return face ? face->endpoint.host : std::string();
}

/// The paper exchange in this program, by each protocol whose adapter is known.
void addPaperExchanges(std::span<const brokers::BrokerInfo* const> known, views::BrokerOffers& out)
{
    for (const PaperFace face : allPaperFaces) {
        const auto* info = brokers::brokerOf(brokerKeyOf(face), known);
        if (info == nullptr) {
            continue;
        }
        views::BrokerOffer offer;
        offer.key = offer.account = nameOf(face);
        offer.title = info->title;
        offer.isInHouse = offer.hasKey = true;
        offer.host = "127.0.0.1";
        offer.symbols = symbolsOf(face);
        offer.abilities = info->abilities;
        out.push_back(std::move(offer));
    }
}

} // namespace

views::BrokerOffers offersOf(std::span<const brokers::BrokerInfo* const> known,
                             std::span<const config::BrokerSettings> configured, const KeyRing& keys)
{
    views::BrokerOffers out;
    for (const brokers::BrokerInfo* info : known) {
        config::BrokerSettings settings;
        settings.broker = info->key;
        const auto found = std::find_if(configured.begin(), configured.end(),
                                        [info](const auto& one) { return one.broker == info->key; });
        if (found != configured.end()) {
            settings = *found;
        }
        const auto variables = keyVariablesOf(info->key, settings.environment);
        views::BrokerOffer offer;
        offer.key = info->key;
        offer.title = info->title;
        offer.environment = settings.environment;
        offer.isConfigured = found != configured.end();
        offer.account = settings.accountName();
        offer.host = hostOf(*info, settings);
        offer.symbols = settings.instruments;
        offer.keyVariable = variables.key;
        offer.secretVariable = variables.secret;
        offer.secretFileVariable = variables.secretFile;
        offer.hasKey = keys.has(info->key, settings.environment);
        offer.keySource = keys.sourceOf(info->key, settings.environment);
        offer.keyFault = keys.faultOf(info->key, settings.environment);
        offer.abilities = info->abilities;
        out.push_back(std::move(offer));
    }
    addPaperExchanges(known, out);
    return out;
}

} // namespace omni::runtime
