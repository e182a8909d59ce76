#include "core/host/runtime/people/people_keeper.h"

#include "core/base/log.h"

#include <algorithm>
#include <chrono>

namespace omni::runtime {

namespace {

constexpr auto lookPeriod = std::chrono::seconds(1);

} // namespace

PeopleKeeper::PeopleKeeper(PeopleKeeping keeping)
    : m_keeping(std::move(keeping))
    , m_thread([this] { run(); })
{
}

PeopleKeeper::~PeopleKeeper()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
        m_wishes.clear();
    }
    m_news.notify_all();
    m_thread.join();
}

std::uint64_t PeopleKeeper::wish(PeopleWish wish)
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

platform::SecretBytes PeopleKeeper::takeEnrolment()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_seed, {});
}

std::vector<platform::SecretBytes> PeopleKeeper::takeRecoveryCodes()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_codes, {});
}

views::PasswordVerdict PeopleKeeper::judge(std::span<const std::byte> typed, bool hasSecondFactor,
                                           std::string_view person) const
{
    if (typed.empty()) {
        return views::PasswordVerdict::Empty;
    }
    const auto fault = accounts::passwordFault(typed, hasSecondFactor, person);
    if (!fault) {
        return views::PasswordVerdict::Good;
    }
    switch (*fault) {
    case accounts::PasswordFault::NotText:
        return views::PasswordVerdict::NotText;
    case accounts::PasswordFault::TooShort:
        return views::PasswordVerdict::TooShort;
    case accounts::PasswordFault::TooLong:
        return views::PasswordVerdict::TooLong;
    case accounts::PasswordFault::Common:
        return views::PasswordVerdict::Common;
    }
    return views::PasswordVerdict::NotText;
}

void PeopleKeeper::look()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isToLook = true;
    }
    m_news.notify_all();
}

void PeopleKeeper::run()
{
    std::unique_lock lock(m_mutex);
    const auto hasNews = [this] { return m_isEnding || m_isToLook || !m_wishes.empty(); };
    while (!m_isEnding) {
        if (m_pending || m_manager) {
            m_news.wait_for(lock, lookPeriod, hasNews);
        } else {
            m_news.wait(lock, hasNews);
        }
        if (m_isEnding) {
            return;
        }
        m_isToLook = false;
        if (m_wishes.empty()) {
            lock.unlock();
            reach();
            doWhatIsDue();
            publish(false);
            lock.lock();
            continue;
        }
        auto [number, wish] = std::move(m_wishes.front());
        m_wishes.pop_front();
        lock.unlock();
        settle(number, std::move(wish));
        lock.lock();
    }
}

/// The accounts as they are at hand now. What was proven counts for an open vault and for these accounts alone.
void PeopleKeeper::reach()
{
    auto all = m_keeping.isVaultOpen() ? m_keeping.accounts() : nullptr;
    if (all != m_all) {
        m_manager.reset();
        m_pending.reset();
    }
    m_all = std::move(all);
    if (m_manager && (m_all == nullptr || !m_all->isFresh(m_manager->stepUp))) {
        m_manager.reset();
    }
}

void PeopleKeeper::settle(std::uint64_t number, PeopleWish wish)
{
    publish(true);
    reach();
    m_isResetDone = false;
    m_waitSeconds = 0;
    Outcome<void> done;
    if (m_all == nullptr) {
        done = m_keeping.isVaultOpen()
            ? notDone("accounts_unreadable", "what the vault holds of people cannot be read",
                      "nobody signs in until the vault is put back from a copy; the kill switch works")
            : notDone("vault_locked", "people lie in the vault, and it is locked", "unlock it first");
    } else {
        done = std::visit([this](auto& one) { return carryOut(one); }, wish);
    }
    m_settled = number;
    m_failure.reset();
    if (!done) {
        const RunFailure& why = done.error();
        m_failure = views::PeopleFailure{why.code, why.message, why.hint, m_waitSeconds};
        logWarn("people of the profile: {}", why.message);
    }
    publish(false);
}

/// What somebody wished of his own rights a minute ago, if he could still wish it.
void PeopleKeeper::doWhatIsDue()
{
    if (!m_pending || m_keeping.clock.mono() < m_pending->change.at) {
        return;
    }
    const Pending due = *std::exchange(m_pending, std::nullopt);
    const auto who = m_all->standing(due.by);
    if (!who || who->sessionVersion != due.sessionVersion || !who->roles.has(risk::Role::Admin)
        || !otherManager(due.by).empty()) {
        logWarn("people of the profile: who wished for other rights may not any more: left as they are");
        return;
    }
    const auto done = doRights(who->number, due.change.person, due.change.roles);
    m_failure.reset();
    if (!done) {
        m_failure = views::PeopleFailure{done.error().code, done.error().message, done.error().hint, 0};
    }
}

void PeopleKeeper::publish(bool isBusy)
{
    const auto before = m_views.read();
    views::PeopleView view;
    if (isBusy && before != nullptr) { // what is under way may take a second: nothing is asked meanwhile
        view = *before;
        view.isBusy = true;
        m_views.publish(std::make_shared<const views::PeopleView>(std::move(view)));
        return;
    }
    view.state = m_all != nullptr ? views::PeopleState::Open
        : m_keeping.isVaultOpen() ? views::PeopleState::Unreadable
                                  : views::PeopleState::VaultClosed;
    view.settled = m_settled;
    view.failure = m_failure;
    view.isResetDone = m_isResetDone;
    {
        const std::scoped_lock lock(m_mutex);
        view.isBusy = isBusy || !m_wishes.empty();
    }
    if (m_manager) {
        view.manager = m_manager->stepUp.person;
        view.managerUntil = m_manager->until;
        view.failuresBefore = m_manager->failuresBefore;
        view.wasResetAskedFor = m_manager->wasResetAskedFor;
    }
    if (m_pending) {
        view.pending = m_pending->change;
    }
    const Monotonic now = m_keeping.clock.mono();
    for (const auto& name : m_all != nullptr ? m_all->names() : std::vector<std::string>()) {
        const auto one = m_all->standing(name);
        if (!one) {
            continue;
        }
        views::PersonView person;
        person.name = name;
        person.number = one->number;
        person.roles = one->roles;
        person.hasSecondFactor = one->hasSecondFactor;
        person.recoveryCodesLeft = one->recoveryCodesLeft;
        person.failures = one->failures;
        person.sinceFailure = one->sinceFailure;
        if (const Duration wait = m_all->wait(name); wait.ns > 0) {
            person.mayTryAt = now + wait;
        }
        person.isResetAskedFor = one->isResetAskedFor;
        if (one->isResetAskedFor) {
            person.mayResetAt = now + m_all->resetWait(name);
        }
        view.people.push_back(std::move(person));
    }
    m_views.publish(std::make_shared<const views::PeopleView>(std::move(view)));
}

} // namespace omni::runtime
