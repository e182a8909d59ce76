#include "core/edge/net/trust_watch.h"

#include <mutex>
#include <utility>
#include <vector>

namespace omni::net {

namespace {

struct Watches {
    std::mutex mutex;
    std::vector<TrustWatch*> all;
};

Watches& watches()
{
    static Watches one;
    return one;
}

} // namespace

TrustWatch::TrustWatch(std::function<void(const TrustRefusal&)> listener)
    : m_listener(std::move(listener))
{
    const std::lock_guard lock(watches().mutex);
    watches().all.push_back(this);
}

TrustWatch::~TrustWatch()
{
    const std::lock_guard lock(watches().mutex);
    std::erase(watches().all, this);
}

void tellTrustWatches(const TrustRefusal& refusal)
{
    // Held over the calls: a watch that has ended hears nothing any more.
    const std::lock_guard lock(watches().mutex);
    for (const TrustWatch* watch : watches().all) {
        watch->m_listener(refusal);
    }
}

} // namespace omni::net
