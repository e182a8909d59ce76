#include "core/host/runtime/vault/kept_accounts.h"

#include "core/host/access/account_store.h"

#include <utility>

namespace omni::runtime {

namespace {

/// Of a vault without any: none.
using Mark = std::optional<Digest>;

Digest markOf(std::span<const std::byte> kept)
{
    return digestOf("kept-accounts", kept);
}

} // namespace

class KeptAccounts::Store final : public accounts::AccountStore
{
public:
    Store(std::shared_ptr<SharedVault> vault, std::function<accounts::Moment()> now, std::function<void()> changed)
        : m_vault(std::move(vault))
        , m_now(std::move(now))
        , m_changed(std::move(changed))
    {
    }

    [[nodiscard]] Result<platform::SecretBytes> read() override
    {
        const std::scoped_lock lock(m_vault->mutex);
        auto kept = reach([](VaultAccountStore& store) { return store.read(); });
        m_mark = kept ? Mark(markOf(kept->exposed())) : std::nullopt;
        return kept;
    }
    [[nodiscard]] Result<void> replace(std::span<const std::byte> kept) override
    {
        {
            const std::scoped_lock lock(m_vault->mutex);
            if (m_isVoid) {
                return failure(Errc::Unavailable, "another vault was put in the place of this one");
            }
            if (auto done = reach([kept](VaultAccountStore& store) { return store.replace(kept); }); !done) {
                return done;
            }
            m_mark = markOf(kept);
        }
        m_changed();
        return {};
    }

    /// What the vault holds is what was last read or written here. True while it is locked: nobody knows better.
    [[nodiscard]] bool isUpToDate()
    {
        const std::scoped_lock lock(m_vault->mutex);
        const auto kept = reach([](VaultAccountStore& store) { return store.read(); });
        if (kept) {
            return m_mark == markOf(kept->exposed());
        }
        return kept.error().code == Errc::NotFound ? !m_mark : kept.error().code == Errc::Unavailable;
    }
    void makeVoid()
    {
        const std::scoped_lock lock(m_vault->mutex);
        m_isVoid = true;
    }

private:
    /// Under the lock.
    template<class Use> auto reach(Use&& use) -> decltype(use(std::declval<VaultAccountStore&>()))
    {
        if (!m_vault->open || (*m_vault->open)->isLocked()) {
            return failure(Errc::Unavailable, "the vault is locked");
        }
        VaultAccountStore store(**m_vault->open, [this] { return m_now().wall; });
        return use(store);
    }

    const std::shared_ptr<SharedVault> m_vault;
    const std::function<accounts::Moment()> m_now;
    const std::function<void()> m_changed;
    Mark m_mark; ///< Under the vault's lock, as the next.
    bool m_isVoid = false;
};

/// The store dies behind the accounts.
struct KeptAccounts::Kept {
    Store store;
    std::unique_ptr<accounts::Accounts> all;
};

KeptAccounts::KeptAccounts(std::shared_ptr<SharedVault> vault, std::function<accounts::Moment()> now,
                           std::function<void()> changed)
    : m_vault(std::move(vault))
    , m_now(std::move(now))
    , m_changed(std::move(changed))
{
}

Outcome<std::shared_ptr<KeptAccounts::Kept>> KeptAccounts::opened() const
{
    auto kept = std::shared_ptr<Kept>(new Kept{{m_vault, m_now, m_changed}, nullptr});
    auto all = openAccounts(kept->store, m_now);
    if (!all) {
        return tl::unexpected(all.error());
    }
    kept->all = std::move(*all);
    return kept;
}

Outcome<void> KeptAccounts::follow()
{
    if (m_kept != nullptr && m_kept->store.isUpToDate()) { // this thread alone changes it
        return {};
    }
    if (m_kept != nullptr) {
        m_kept->store.makeVoid();
    }
    auto kept = opened();
    const std::scoped_lock lock(m_mutex);
    m_kept = kept ? *kept : nullptr;
    return kept ? Outcome<void>() : tl::unexpected(kept.error());
}

std::shared_ptr<accounts::Accounts> KeptAccounts::all() const
{
    const std::scoped_lock lock(m_mutex);
    return m_kept == nullptr ? nullptr : std::shared_ptr<accounts::Accounts>(m_kept, m_kept->all.get());
}

} // namespace omni::runtime
