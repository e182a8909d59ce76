#include "core/host/runtime/vault/keys_at_hand.h"

#include "core/desk/events/principals.h"
#include "core/host/runtime/broker/broker_offers.h"

#include <utility>

namespace omni::runtime {

KeysAtHand::KeysAtHand(KeyRing ring, std::span<const brokers::BrokerInfo* const> known,
                       std::vector<config::BrokerSettings> configured)
    : m_ring(std::move(ring))
    , m_known(known)
    , m_configured(std::move(configured))
{
    publish();
}

void KeysAtHand::vaultChanged(const vault::Vault& open)
{
    m_ring.takeOver(KeyRing::ofVault(open, m_known));
    publish();
}

void KeysAtHand::vaultLocked(std::string_view kept)
{
    m_ring.forgetVault(kept);
    publish();
}

void KeysAtHand::publish()
{
    m_offers.publish(std::make_shared<const views::BrokerOffers>(offersOf(m_known, m_configured, m_ring)));
}

std::optional<events::Command> commandToDisarm(const views::DeskSnapshot* desk)
{
    if (desk == nullptr || desk->mode <= risk::Mode::ReduceOnly) {
        return std::nullopt;
    }
    events::Command command;
    command.by = events::desk;
    command.reason = ShortText<95>(std::string_view("the vault was locked"));
    command.what = events::SetMode{risk::Mode::ReduceOnly};
    return command;
}

VaultKeeping keepingOf(KeysAtHand& keys, const std::filesystem::path& profile,
                       std::span<const brokers::BrokerInfo* const> known, const config::SecuritySettings& settings,
                       const Latest<views::Connection>& connections, std::function<void()> disarm)
{
    VaultKeeping keeping;
    keeping.profile = profile;
    keeping.brokers = known;
    keeping.idleLock = settings.vaultIdleLock;
    keeping.staysArmed = settings.tradingKeysStayArmed;
    keeping.holdsKeys = keys.ring().holdsVault();
    keeping.keysChanged = [&keys, &connections, staysArmed = settings.tradingKeysStayArmed,
                           disarm = std::move(disarm)](const vault::Vault* open) {
        if (open != nullptr) {
            keys.vaultChanged(*open);
        } else {
            const auto session = connections.read();
            const bool runsOnVault = session && session->keySource == "vault";
            keys.vaultLocked(staysArmed && runsOnVault ? session->broker : std::string());
            if (runsOnVault && !staysArmed) {
                disarm();
            }
        }
        return keys.ring().holdsVault();
    };
    return keeping;
}

} // namespace omni::runtime
