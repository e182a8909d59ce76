#include "core/edge/brokers/alpaca/account_watch.h"

#include "core/edge/brokers/alpaca/wire_answer.h"
#include "core/edge/brokers/shared/trouble_words.h"

#include <QCoroTask>

#include <utility>

namespace omni::brokers::alpaca {

namespace {

constexpr Duration lookEach = seconds(60);

} // namespace

struct AccountWatch::Run : std::enable_shared_from_this<AccountWatch::Run> {
    Run(SharedState shared, AccountWatchHooks ownHooks)
        : state(std::move(shared))
        , hooks(std::move(ownHooks))
        , backoff(net::BackoffRule{}, state->seed + 3)
    {
    }

    void lookAfter(Duration wait)
    {
        later(state, wait, [weak = weak_from_this()] {
            if (const auto self = weak.lock(); self && !self->isOver) {
                (void)look(self);
            }
        });
    }
    void failed(const std::string& why)
    {
        trouble = why;
        hooks.onTrouble(trouble);
        const auto now = state->clock.mono();
        lookAfter(backoff.nextTry(now) - now);
    }

    static QCoro::Task<void> look(std::shared_ptr<Run> self)
    {
        const auto state = self->state;
        auto task = state->trading->ask({.target = "/v2/account"});
        const auto outcome = co_await task;
        if (state->isStopped || self->isOver) {
            co_return;
        }
        if (!outcome && outcome.error().kind == net::HttpFailureKind::NotTrusted) {
            self->isOver = true;
            self->hooks.onNotTrusted(troubleWords(outcome.error(), state->trading->endpoint()));
            co_return;
        }
        if (!outcome) {
            // Left alone for a while it is for what was said before.
            const bool isNews = outcome.error().kind != net::HttpFailureKind::HeldBack || self->trouble.empty();
            self->failed(isNews ? troubleWords(outcome.error(), state->trading->endpoint()) : self->trouble);
            co_return;
        }
        const auto verdict = verdictOf(outcome->status, outcome->body);
        if (verdict.verdict == Verdict::KeyRefused) {
            self->isOver = true;
            self->hooks.onKeyRefused(verdict.words);
            co_return;
        }
        const auto account = verdict.verdict == Verdict::Done ? accountFrom(outcome->body)
                                                              : tl::unexpected(Error{Errc::Unavailable, verdict.words});
        if (!account) {
            state->malformedMessages += verdict.verdict == Verdict::Done ? 1U : 0U;
            const bool isForeign = verdict.verdict == Verdict::Done || verdict.verdict == Verdict::NoProof;
            self->failed(
                "the account could not be read: "
                + (isForeign ? pageWords(outcome->status, state->trading->endpoint()) : account.error().detail));
            co_return;
        }
        self->trouble.clear();
        self->backoff.isUp(state->clock.mono());
        self->hooks.onAccount(*account);
        (void)readChoices(state);
        auto clockTask = readClock(state);
        co_await clockTask;
        self->lookAfter(lookEach);
    }

    static QCoro::Task<void> readClock(SharedState state)
    {
        auto task = state->trading->ask({.target = "/v2/clock"});
        const auto outcome = co_await task;
        if (state->isStopped || !outcome || outcome->status >= 300) {
            co_return;
        }
        if (const auto clock = clockFrom(outcome->body)) {
            (void)state->offset.measured(outcome->sent, outcome->received, clock->time);
            state->venueClock = *clock;
        }
    }

    /// Where they cannot be read what was chosen before counts on; the venue judges in any case.
    static QCoro::Task<void> readChoices(SharedState state)
    {
        auto task = state->trading->ask({.target = "/v2/account/configurations"});
        const auto outcome = co_await task;
        if (state->isStopped || !outcome || outcome->status >= 300) {
            co_return;
        }
        if (auto choices = accountChoicesFrom(outcome->body)) {
            state->choices = std::move(*choices);
            const auto kind = views::LineKind::Account;
            if (state->lines.state(kind) == views::LineState::Up) {
                state->lines.set(kind, views::LineState::Up, wordsOf(state->choices));
            }
        }
    }

    SharedState state;
    AccountWatchHooks hooks;
    net::Backoff backoff;
    std::string trouble; ///< Why it could not be looked at last.
    bool isOver = false;
};

AccountWatch::AccountWatch(SharedState state, AccountWatchHooks hooks)
    : m_run(std::make_shared<Run>(std::move(state), std::move(hooks)))
{
}

AccountWatch::~AccountWatch()
{
    m_run->isOver = true;
}

void AccountWatch::start()
{
    (void)Run::look(m_run);
}

} // namespace omni::brokers::alpaca
