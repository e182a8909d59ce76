#include "core/edge/brokers/known_hosts.h"

#include "core/edge/brokers/shared/environment_check.h"

#include <algorithm>

namespace omni::brokers {

namespace {

void note(std::vector<KnownHost>& hosts, const BrokerInfo& info, const Face& face, bool isLive)
{
    const auto url = faceUrl(isLive ? face.live : face.paper);
    if (!url) {
        return; // it has none of that kind
    }
    auto at = std::find_if(hosts.begin(), hosts.end(), [&](const KnownHost& one) {
        return one.host == url->endpoint.host && one.port == url->endpoint.port && one.broker == info.title;
    });
    if (at == hosts.end()) {
        at = hosts.insert(at, KnownHost{url->endpoint.host, url->endpoint.port, info.title, false, false, {}});
    }
    (isLive ? at->isLive : at->isPaper) = true;
    if (std::find(at->faces.begin(), at->faces.end(), face.key) == at->faces.end()) {
        at->faces.push_back(face.key);
    }
}

} // namespace

std::vector<KnownHost> knownHosts(std::span<const BrokerInfo* const> known)
{
    std::vector<KnownHost> hosts;
    for (const BrokerInfo* info : known) {
        for (const Face& face : info->faces) {
            note(hosts, *info, face, true);
            note(hosts, *info, face, false);
        }
    }
    return hosts;
}

} // namespace omni::brokers
