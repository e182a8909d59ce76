#include "core/desk/driver/session_opening.h"

namespace omni::driver {

namespace {

using namespace events;

/// By recorded commands with the reason given, so that the record says who did not wait for a person at the window.
Result<void> clearWhatStands(const engine::DeskState& state, const SimulatedSetup& setup, const OpeningPut& put)
{
    if (setup.rearm.empty()) {
        return {};
    }
    for (const auto& entry : std::vector(state.breakers.begin(), state.breakers.end())) {
        ClearBreaker clear;
        clear.breaker = static_cast<std::uint8_t>(entry.key.breaker);
        if (entry.key.breaker == Breaker::RepeatedExecution || entry.key.breaker == Breaker::EngineStalled) {
            clear.strategy = StrategyId{entry.key.subject};
        } else {
            clear.instrument = InstrumentId{entry.key.subject};
        }
        if (auto done = put(commandOf(setup.by, setup.rearm, clear)); !done) {
            return done;
        }
    }
    for (const auto& entry : std::vector(state.latches.begin(), state.latches.end())) {
        if (auto done = put(commandOf(setup.by, setup.rearm, ResetKill{entry.key})); !done) {
            return done;
        }
    }
    return {};
}

/// Whoever gives the reason has named them as well: each is started by a command of its own.
Result<void> startStrategies(const engine::DeskState& state, const SimulatedSetup& setup, const OpeningPut& put)
{
    for (const StrategySetting& setting : setup.started.strategies) {
        if (setup.rearm.empty() || !state.switchedOff.contains(setting.id)) {
            continue;
        }
        if (auto done = put(commandOf(setup.by, setup.rearm, SwitchStrategy{setting.id, true})); !done) {
            return done;
        }
    }
    return {};
}

Result<void> defineInstruments(const engine::DeskState& state, const SimulatedSetup& setup, const OpeningPut& put)
{
    for (std::size_t i = 0; i < setup.instruments.size(); ++i) {
        const auto& instrument = setup.instruments[i];
        const auto* known = state.instrument(instrument.id);
        if (known != nullptr && known->version >= instrument.version) {
            continue;
        }
        if (auto done = put(InstrumentDefined{instrument, setup.barsFromMids.at(i)}); !done) {
            return done;
        }
    }
    return {};
}

/// The currencies of the rates become known with them.
Result<void> giveRates(const engine::DeskState& state, const SimulatedSetup& setup, const OpeningPut& put)
{
    const auto& known = state.portfolio.currencies();
    for (const GivenRate& given : setup.rates) {
        for (const std::string& code : {given.from, given.to}) {
            if (known.idOf(code)) {
                continue;
            }
            if (auto done = put(CurrencyDefined{CurrencyId{known.size() + 1}, ShortText<11>(code)}); !done) {
                return done;
            }
        }
        const auto from = known.idOf(given.from), to = known.idOf(given.to);
        if (!from || !to) {
            return failure(Errc::Invalid, "the rate " + given.from + "/" + given.to + " names no currency");
        }
        if (auto done = put(RateGiven{{*from, *to, given.rate, given.at, given.source}}); !done) {
            return done;
        }
    }
    return {};
}

Result<void> bringMoney(const engine::DeskState& state, const SimulatedSetup& setup, const OpeningPut& put)
{
    const bool isNew
        = state.invested.e8 == 0 && !state.portfolio.lastFill() && state.portfolio.cash(state.base).e8 == 0;
    if (!setup.deposit || !isNew) {
        return {};
    }
    return put(CashMoved{setup.started.account, state.base, *setup.deposit, CashKind::Deposit, {}, {}});
}

} // namespace

Command commandOf(PrincipalId by, std::string_view reason, Wish what)
{
    Command command;
    command.by = by;
    command.stepUp = true;
    command.reason = ShortText<95>(reason);
    command.what = std::move(what);
    return command;
}

orders::Fill ofThisSession(orders::Fill fill, std::uint32_t boot)
{
    fill.venueFillId = orders::VenueFillId(std::to_string(boot).append("-").append(fill.venueFillId.view()));
    return fill;
}

Result<void> openSession(const engine::Engine& engine, const SimulatedSetup& setup, const OpeningPut& put)
{
    const engine::DeskState& state = engine.state();
    if (auto done = put(setup.started); !done) {
        return done;
    }
    if (setup.people) {
        if (auto done = put(*setup.people); !done) {
            return done;
        }
    }
    if (setup.live) {
        if (auto done = put(*setup.live); !done) {
            return done;
        }
    }
    if (setup.trouble) {
        if (auto done = put(*setup.trouble); !done) {
            return done;
        }
    }
    if (!(state.session.limits == setup.started.limits)) {
        // A start alone only tightens (S13). What the configuration names on purpose is asked for like any change.
        const auto wish = commandOf(setup.by, "limits named in the configuration", SetLimits{setup.started.limits});
        if (auto done = put(wish); !done) {
            return done;
        }
    }
    if (auto done = defineInstruments(state, setup, put); !done) {
        return done;
    }
    if (auto done = giveRates(state, setup, put); !done) {
        return done;
    }
    if (auto done = bringMoney(state, setup, put); !done) {
        return done;
    }
    for (const BarsGiven& given : setup.history) {
        if (auto done = put(given); !done) {
            return done;
        }
    }
    if (setup.latched) {
        if (auto done = put(*setup.latched); !done) {
            return done;
        }
    }
    if (auto done = clearWhatStands(state, setup, put); !done) {
        return done;
    }
    if (auto done = startStrategies(state, setup, put); !done) {
        return done;
    }
    if (setup.arm > risk::Mode::Halted && !setup.armsOnceReconciled) {
        return put(commandOf(setup.by, setup.armReason, SetMode{setup.arm}));
    }
    return {};
}

} // namespace omni::driver
