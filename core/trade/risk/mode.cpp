#include "core/trade/risk/mode.h"

namespace omni::risk {

namespace {

template<class Enum> std::optional<Enum> fromName(std::string_view name, int count) noexcept
{
    for (int i = 0; i < count; ++i) {
        const auto value = static_cast<Enum>(i);
        if (nameOf(value) == name) {
            return value;
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view nameOf(Mode mode) noexcept
{
    switch (mode) {
    case Mode::Halted:
        return "halted";
    case Mode::ReduceOnly:
        return "reduce_only";
    case Mode::Manual:
        return "manual";
    case Mode::Automatic:
        return "automatic";
    }
    return "unknown";
}

std::string_view nameOf(KillLevel level) noexcept
{
    switch (level) {
    case KillLevel::None:
        return "none";
    case KillLevel::Pause:
        return "pause";
    case KillLevel::CancelEntries:
        return "cancel_entries";
    case KillLevel::CancelAll:
        return "cancel_all";
    case KillLevel::Flatten:
        return "flatten";
    }
    return "unknown";
}

std::string_view nameOf(ScopeKind kind) noexcept
{
    switch (kind) {
    case ScopeKind::Global:
        return "global";
    case ScopeKind::Account:
        return "account";
    case ScopeKind::Strategy:
        return "strategy";
    case ScopeKind::Symbol:
        return "symbol";
    }
    return "unknown";
}

std::optional<Mode> modeFromName(std::string_view name) noexcept
{
    return fromName<Mode>(name, 4);
}

std::optional<KillLevel> killLevelFromName(std::string_view name) noexcept
{
    return fromName<KillLevel>(name, 5);
}

std::optional<ScopeKind> scopeKindFromName(std::string_view name) noexcept
{
    return fromName<ScopeKind>(name, 4);
}

} // namespace omni::risk
