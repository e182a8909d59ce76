// The keys that sessions are started with, and what the window is told of the brokers because of them, as the vault is
// unlocked, changed and locked.

#pragma once

#include "core/base/latest.h"
#include "core/desk/events/command.h"
#include "core/desk/views/broker_offer.h"
#include "core/desk/views/connection.h"
#include "core/desk/views/desk_snapshot.h"
#include "core/edge/brokers/shared/broker_info.h"
#include "core/host/config/settings.h"
#include "core/host/runtime/broker/key_ring.h"
#include "core/host/runtime/vault/vault_keeper.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace omni::runtime {

class KeysAtHand
{
public:
    KeysAtHand(KeyRing ring, std::span<const brokers::BrokerInfo* const> known,
               std::vector<config::BrokerSettings> configured);

    /// Any thread.
    [[nodiscard]] const KeyRing& ring() const noexcept
    {
        return m_ring;
    }
    /// Never null. Any thread.
    [[nodiscard]] std::shared_ptr<const views::BrokerOffers> offers() const noexcept
    {
        return m_offers.read();
    }

    /// Takes what is in it now, in place of what was. One thread, as below.
    void vaultChanged(const vault::Vault& open);
    /// Forgets what came out of it, but the key of the broker `kept`. Empty: all.
    void vaultLocked(std::string_view kept);

private:
    void publish();

    KeyRing m_ring;
    const std::span<const brokers::BrokerInfo* const> m_known;
    const std::vector<config::BrokerSettings> m_configured;
    Latest<views::BrokerOffers> m_offers;
};

/// What a session is told when the vault locks beneath it: to reduce and to begin nothing. Nothing: it may not do more
/// already, or there is none (null). It is only ever lowered.
[[nodiscard]] std::optional<events::Command> commandToDisarm(const views::DeskSnapshot* desk);

/// How the vault of `profile` is kept for them. When it locks, a session that runs on a key out of it (`connections`
/// tells) keeps that key at hand if the settings say so; else `disarm` is called, on the keeper's thread: its adapter
/// has a copy, with which stops and cancels go on, and nothing new may begin. All outlive the keeper.
[[nodiscard]] VaultKeeping keepingOf(KeysAtHand& keys, const std::filesystem::path& profile,
                                     std::span<const brokers::BrokerInfo* const> known,
                                     const config::SecuritySettings& settings,
                                     const Latest<views::Connection>& connections, std::function<void()> disarm);

} // namespace omni::runtime
