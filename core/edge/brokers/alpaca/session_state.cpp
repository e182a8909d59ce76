#include "core/edge/brokers/alpaca/session_state.h"

#include <QTimer>

#include <algorithm>

namespace omni::brokers::alpaca {

namespace {

bool isSameSymbol(std::string_view ours, std::string_view told) noexcept
{
    if (ours == told) {
        return true;
    }
    const auto slash = ours.find('/');
    return slash != std::string_view::npos && told.size() + 1 == ours.size()
        && told.substr(0, slash) == ours.substr(0, slash) && told.substr(slash) == ours.substr(slash + 1);
}

} // namespace

const market::Instrument* SessionState::instrumentOf(std::string_view symbol) const
{
    if (!session) {
        return nullptr;
    }
    const auto& all = session->instruments;
    const auto found = std::find_if(all.begin(), all.end(),
                                    [symbol](const auto& each) { return isSameSymbol(each.symbol, symbol); });
    return found == all.end() ? nullptr : &*found;
}

const market::Instrument* SessionState::instrumentOf(InstrumentId id) const
{
    if (!session) {
        return nullptr;
    }
    const auto& all = session->instruments;
    const auto found = std::find_if(all.begin(), all.end(), [id](const auto& each) { return each.id == id; });
    return found == all.end() ? nullptr : &*found;
}

void later(const SharedState& state, Duration wait, std::function<void()> deed)
{
    const std::weak_ptr<SessionState> weak = state;
    QTimer::singleShot(static_cast<int>(std::clamp<std::int64_t>(wait.ns / 1'000'000, 0, 86'400'000)),
                       [weak, deed = std::move(deed)] {
                           if (const auto alive = weak.lock(); alive && !alive->isStopped) {
                               deed();
                           }
                       });
}

} // namespace omni::brokers::alpaca
