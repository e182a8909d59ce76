#include "core/host/runtime/live_money/live_keeper.h"

#include "core/base/log.h"
#include "core/host/access/vault_files.h"
#include "core/host/audit_verify/verify_command.h"
#include "core/host/runtime/broker/key_test.h"
#include "core/host/runtime/session_plan.h"

#include <chrono>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

constexpr auto dueLook = std::chrono::milliseconds(250);

tl::unexpected<RunFailure> liveAnswer(std::string code, std::string message, std::string hint = {})
{
    return tl::unexpected(
        RunFailure{FailureKind::Refused, std::move(code), std::move(message), std::move(hint), {}, 0});
}

config::BrokerSettings settingsFor(const config::Settings& settings, std::string_view broker)
{
    for (const auto& one : settings.brokers) {
        if (one.broker == broker) {
            return one;
        }
    }
    config::BrokerSettings usual;
    usual.broker = broker;
    return usual;
}

/// A look tells whether there is one; this program begins with none that is damaged at its end. Before something is
/// granted all of it is verified, which may take a while.
AuditFinding auditAt(const std::filesystem::path& profile, bool isVerified)
{
    std::error_code error;
    if (!std::filesystem::exists(profile / "audit", error)) {
        return AuditFinding::Missing;
    }
    return !isVerified || audit_verify::answerTo({profile.string()}).code == 0 ? AuditFinding::Good : AuditFinding::Bad;
}

/// An error of the accounts for whoever typed.
tl::unexpected<RunFailure> notProven(const Error& why, const accounts::Accounts& all, std::string_view person)
{
    if (why.code == Errc::RateLimited) {
        const std::int64_t left = (all.wait(person).ns + seconds(1).ns - 1) / seconds(1).ns;
        return liveAnswer("signing_in_waits", fmt::format("too many failures: the next try counts in {} s", left));
    }
    if (why.code == Errc::Denied) {
        return liveAnswer("not_signed_in", "the name, the password or the code is wrong",
                          "a code counts once: wait for the next one");
    }
    return failureOf(kindOf(why.code), "the accounts", why);
}

} // namespace

/// What is judged by: read at one moment.
struct LiveKeeper::Case {
    config::Settings settings;
    bool hasVault = false;
    std::optional<LivePapers> papers;
    Evidence evidence;
    AuditFinding audit = AuditFinding::Missing;
    config::BrokerSettings broker;

    [[nodiscard]] LiveCase of(std::string_view key, Timestamp now)
    {
        broker = settingsFor(settings, key);
        return {broker, settings.limits, hasVault, papers ? &*papers : nullptr, evidence, audit, now};
    }
};

LiveKeeper::LiveKeeper(LiveKeeping keeping, Clock& clock)
    : m_keeping(std::move(keeping))
    , m_clock(clock)
    , m_thread([this] { run(); })
{
}

LiveKeeper::~LiveKeeper()
{
    m_stop.requestStop();
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
        m_wishes.clear();
    }
    m_news.notify_all();
    m_thread.join();
}

void LiveKeeper::look()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isToLook = true;
    }
    m_news.notify_all();
}

std::uint64_t LiveKeeper::wish(LiveWish wish)
{
    std::uint64_t number = 0;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_wishes.size() >= mostWaiting || m_isEnding) {
            return 0;
        }
        number = ++m_count;
        m_wishes.emplace_back(number, std::move(wish));
    }
    m_news.notify_all();
    return number;
}

void LiveKeeper::run()
{
    publish(false);
    std::unique_lock lock(m_mutex);
    const auto hasNews = [this] { return m_isEnding || m_isToLook || !m_wishes.empty(); };
    while (!m_isEnding) {
        if (m_waiting) {
            m_news.wait_for(lock, dueLook, hasNews);
        } else {
            m_news.wait(lock, hasNews);
        }
        if (m_isEnding) {
            break;
        }
        const bool isToLook = std::exchange(m_isToLook, false);
        if (!m_wishes.empty()) {
            auto [number, wish] = std::move(m_wishes.front());
            m_wishes.pop_front();
            lock.unlock();
            settle(number, std::move(wish));
        } else {
            lock.unlock();
            if (isDue()) {
                grantWhatWaits();
            } else if (isToLook) {
                publish(false);
            }
        }
        lock.lock();
    }
}

void LiveKeeper::settle(std::uint64_t number, LiveWish wish)
{
    publish(true);
    const auto done = std::visit([this](auto& one) { return carryOut(one); }, wish);
    m_settled = number;
    m_failure.reset();
    if (!done) {
        m_failure = views::LiveFailure{done.error().code, done.error().message, done.error().hint};
        logWarn("real money: {}", done.error().message);
    }
    publish(false);
}

bool LiveKeeper::isDue() const
{
    return m_waiting && m_clock.mono() >= m_waiting->from;
}

/// Everything is looked at again: much may have changed in a minute.
void LiveKeeper::grantWhatWaits()
{
    const Waiting waiting = *std::exchange(m_waiting, std::nullopt);
    m_failure.reset();
    if (const auto done = grant(waiting.broker, waiting.accountEnd, waiting.grantor, waiting.person); !done) {
        m_failure = views::LiveFailure{done.error().code, done.error().message, done.error().hint};
        logWarn("real money: {}", done.error().message);
    }
    publish(false);
}

Outcome<LiveKeeper::Case> LiveKeeper::gathered(bool isVerified) const
{
    Case all;
    auto loaded = loadConfiguration(m_keeping.configuration);
    if (!loaded) {
        return tl::unexpected(loaded.error());
    }
    all.settings = std::move(loaded->settings);
    const auto& profile = m_keeping.configuration.profile;
    all.hasVault = hasVault(profile);
    all.audit = auditAt(profile, isVerified);
    {
        const std::scoped_lock lock(m_keeping.vault->mutex);
        if (m_keeping.vault->open && !(*m_keeping.vault->open)->isLocked()) {
            auto papers = livePapersIn(**m_keeping.vault->open, m_keeping.configuration.brokers);
            if (!papers) {
                return tl::unexpected(papers.error());
            }
            all.papers.emplace(std::move(*papers));
        }
    }
    if (all.papers && all.papers->seal != nullptr) {
        auto evidence = readEvidence(m_keeping.folder, *all.papers->seal);
        if (!evidence) {
            return failureOf(kindOf(evidence.error().code), "reading the evidence", evidence.error());
        }
        all.evidence = std::move(*evidence);
    }
    return all;
}

Outcome<void> LiveKeeper::note(std::string_view action, const std::string& broker, PrincipalId by,
                               audit::AuditOutcome outcome, std::string_view why) const
{
    if (!m_keeping.audit) {
        return liveAnswer("no_audit_record", "there is no audit record that could hold it", "start a session once");
    }
    audit::AuditEntry entry;
    entry.actor.name = by.value == 0 ? std::string("somebody") : auditNameOf(by);
    entry.actor.path = audit::AuditPath::Window;
    entry.action = action;
    entry.object = broker + "-live";
    entry.outcome = outcome;
    entry.reason = why;
    const auto kept = m_keeping.audit(entry);
    return kept ? Outcome<void>()
                : failureOf(FailureKind::Failed, "the audit record", kept.error(), "nothing was done");
}

// --- wishes
// ------------------------------------------------------------------------------------------------------------

Outcome<void> LiveKeeper::carryOut(TestLiveKey& wish)
{
    m_tested = wish.broker;
    m_test.clear();
    auto all = gathered();
    const auto* paper = all && all->papers ? all->papers->of(wish.broker) : nullptr;
    if (!all) {
        return tl::unexpected(all.error());
    }
    if (paper == nullptr || !paper->key) {
        return liveAnswer("no_key",
                          all->papers ? fmt::format("there is no key {}-live in the vault", wish.broker)
                                      : std::string("the vault is locked"));
    }
    if (auto begun = note("key.test", wish.broker, {}, audit::AuditOutcome::Begun); !begun) {
        return begun;
    }
    KeyRing keys;
    {
        const std::scoped_lock lock(m_keeping.vault->mutex);
        if (!m_keeping.vault->open) {
            return liveAnswer("vault_locked", "the vault is locked", "unlock it first");
        }
        keys.takeOver(KeyRing::ofVault(**m_keeping.vault->open, m_keeping.configuration.brokers));
    }
    const engine::DeskState nothing;
    const Reporter reporter{{}, [](const std::string& text) { logWarn("{}", text); }};
    const auto result = testKey(wish.broker, orders::Environment::Live,
                                {all->settings, m_keeping.configuration.brokers, nothing, m_clock, m_stop, reporter,
                                 &keys, m_keeping.configuration.profile});
    if (!result) {
        return tl::unexpected(result.error());
    }
    for (std::size_t i = 0; i < keyTestSteps; ++i) {
        m_test.push_back({std::string(nameOf(static_cast<KeyTestStep>(i))),
                          std::string(nameOf(result->lines.at(i).mark)), result->lines.at(i).detail});
    }
    const auto how = result->isPassed() ? audit::AuditOutcome::Done : audit::AuditOutcome::Failed;
    if (auto ended = note("key.test", wish.broker, {}, how); !ended || !result->isPassed()) {
        return ended ? liveAnswer("key_test_failed", "the key has not passed its test: nothing was kept") : ended;
    }
    const std::scoped_lock lock(m_keeping.vault->mutex);
    if (!m_keeping.vault->open) {
        return liveAnswer("vault_locked", "the vault was locked meanwhile: the test does not count", "test it again");
    }
    const Timestamp now = m_clock.wall();
    return keepKeyTest(**m_keeping.vault->open, wish.broker, recordOf(*result, *paper->key, now), now);
}

/// With password and code of this moment: that somebody is signed in already is not asked.
Outcome<PrincipalId> LiveKeeper::proven(LiveSayer& sayer)
{
    const auto all = m_keeping.accounts ? m_keeping.accounts() : nullptr;
    if (all == nullptr) {
        return liveAnswer("no_accounts", "nobody can be asked: the accounts are not at hand", "unlock the vault");
    }
    const auto in = all->signIn(sayer.person, {sayer.password.exposed(), sayer.code.exposed()});
    if (!in) {
        return notProven(in.error(), *all, sayer.person);
    }
    if (!in->enrolmentPermit.isEmpty()) {
        return liveAnswer("must_enrol", "a recovery code was used, so a new second factor comes first");
    }
    const auto answer = risk::authority(in->roles, risk::Action::EnableLive, risk::EntryPath::Gui,
                                        {orders::Environment::Live, false, false});
    if (answer == risk::Answer::Deny) {
        return liveAnswer("no_right", "this person has no right to enable real money",
                          "somebody with the role risk has");
    }
    if (!in->stepUp) {
        return liveAnswer("step_up_missing", "this person has no second factor");
    }
    const auto standing = all->standing(sayer.person);
    return standing ? Outcome<PrincipalId>(standing->number) : notProven(standing.error(), *all, sayer.person);
}

Outcome<void> LiveKeeper::carryOut(GrantLive& wish)
{
    auto all = gathered(true);
    if (!all) {
        return tl::unexpected(all.error());
    }
    // Before a code is used up for nothing.
    if (auto may = mayBeGranted(all->of(wish.broker, m_clock.wall()), wish.accountEnd); !may) {
        return may;
    }
    const bool takesTwo = all->papers->mayGrant.size() > 1;
    if (takesTwo && (wish.second.person.empty() || wish.second.person == wish.by.person)) {
        return liveAnswer("second_person_missing", "another person has the right as well, and both have to say it");
    }
    LiveGrantor grantor;
    const auto first = proven(wish.by);
    const auto other = first && takesTwo ? proven(wish.second) : first;
    if (!first || !other) {
        const auto& why = first ? other.error() : first.error();
        static_cast<void>(note("live.grant", wish.broker, {}, audit::AuditOutcome::Refused, why.code));
        return tl::unexpected(why);
    }
    grantor.by = *first;
    grantor.second = takesTwo ? *other : PrincipalId{};
    if (takesTwo) {
        return grant(wish.broker, wish.accountEnd, grantor);
    }
    m_waiting = Waiting{wish.broker, wish.accountEnd, grantor, wish.by.person, m_clock.mono() + m_keeping.coolingOff};
    return {};
}

Outcome<void> LiveKeeper::carryOut(DropLive&)
{
    m_waiting.reset();
    return {};
}

Outcome<void> LiveKeeper::grant(const std::string& broker, const std::string& accountEnd, const LiveGrantor& grantor,
                                const std::string& alone)
{
    auto all = gathered(true);
    if (!all) {
        return tl::unexpected(all.error());
    }
    const Timestamp now = m_clock.wall();
    const LiveCase one = all->of(broker, now);
    if (auto may = mayBeGranted(one, accountEnd); !may) {
        return may;
    }
    if (!alone.empty() && all->papers->mayGrant != std::vector<std::string>{alone}) {
        return liveAnswer("right_changed", "who has the right has changed within the minute: nothing was granted",
                          "ask for it anew");
    }
    LiveGrantor signer = grantor;
    signer.at = now;
    const LiveGrant granted = grantFor(one, signer);
    if (auto begun = note("live.grant", broker, grantor.by, audit::AuditOutcome::Begun); !begun) {
        return begun;
    }
    {
        const std::scoped_lock lock(m_keeping.vault->mutex);
        if (!m_keeping.vault->open) {
            return liveAnswer("vault_locked", "the vault was locked meanwhile: nothing was granted", "unlock it first");
        }
        if (auto kept = keepGranted(m_keeping.folder, **m_keeping.vault->open, *all->papers->seal, granted); !kept) {
            return kept;
        }
    }
    if (m_keeping.changed) {
        m_keeping.changed();
    }
    return note("live.grant", broker, grantor.by, audit::AuditOutcome::Done);
}

Outcome<void> LiveKeeper::carryOut(EndLive& wish)
{
    auto all = gathered();
    if (!all || !all->papers) {
        return all ? liveAnswer("vault_locked", "the vault is locked", "unlock it first") : tl::unexpected(all.error());
    }
    m_waiting.reset();
    if (auto begun = note("live.end", wish.broker, {}, audit::AuditOutcome::Begun); !begun) {
        return begun;
    }
    {
        const std::scoped_lock lock(m_keeping.vault->mutex);
        if (!m_keeping.vault->open) {
            return liveAnswer("vault_locked", "the vault is locked", "unlock it first");
        }
        if (auto ended
            = endGranted(m_keeping.folder, **m_keeping.vault->open, *all->papers, wish.broker, {}, m_clock.wall());
            !ended) {
            return ended;
        }
    }
    if (m_keeping.ended) {
        m_keeping.ended();
    }
    if (m_keeping.changed) {
        m_keeping.changed();
    }
    return {};
}

void LiveKeeper::publish(bool isBusy)
{
    auto view = std::make_shared<views::GoingLive>();
    if (auto all = gathered()) {
        for (const auto* info : m_keeping.configuration.brokers) {
            view->brokers.push_back(standingOf(all->of(info->key, m_clock.wall())));
        }
    } else {
        view->failure = views::LiveFailure{all.error().code, all.error().message, all.error().hint};
    }
    view->settled = m_settled;
    view->failure = m_failure ? m_failure : view->failure;
    view->tested = m_tested;
    view->test = m_test;
    if (m_waiting) {
        view->waiting = m_waiting->broker;
        view->grantedFrom = m_waiting->from;
    }
    {
        const std::scoped_lock lock(m_mutex);
        view->isBusy = isBusy || !m_wishes.empty();
    }
    m_views.publish(std::move(view));
}

} // namespace omni::runtime
