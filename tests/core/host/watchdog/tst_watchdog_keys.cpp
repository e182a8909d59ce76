// needs: host/watchdog host/access edge/brokers/shared edge/platform Qt6::Core
//
// Where a watchdog's keys come from: the environment, or the vault of the profile that another program has and keeps.

#include "core/edge/platform/profile.h"
#include "core/host/access/vault_door.h"
#include "core/host/access/venue_keys.h"
#include "core/host/watchdog/guard_post.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <string>

#include <unistd.h>

using namespace omni;
using namespace omni::watchdog;

namespace {

constexpr Timestamp day{1'764'000'000'000'000'000};
constexpr std::array<brokers::Face, 1> faces{{{"rest", "https://api.model.example", "https://paper.model.example"}}};
const brokers::BrokerInfo model{"model", "Model", faces, {}, nullptr};
const std::array<const brokers::BrokerInfo*, 1> known{&model};

platform::SecretBytes secret(std::string_view text)
{
    return std::move(*platform::SecretBytes::copyOf(std::as_bytes(std::span(text.data(), text.size()))));
}

} // namespace

class TestWatchdogKeys : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;

    [[nodiscard]] std::filesystem::path profile() const
    {
        return m_home.path().toStdString();
    }
    /// "made", or the code of the refusal; with `line` behind a descriptor.
    [[nodiscard]] QString madeWith(const char* line) const
    {
        WatchdogOptions options;
        options.profile = profile();
        std::array<int, 2> ends{};
        if (line != nullptr) {
            if (::pipe(ends.data()) != 0) {
                return QStringLiteral("no pipe");
            }
            const std::string text = std::string(line) + "\n";
            if (::write(ends[1], text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
                return QStringLiteral("not written");
            }
            ::close(ends[1]);
            options.vaultPassphraseFd = ends[0];
        }
        const auto post = GuardPost::make(options, known);
        if (line != nullptr) {
            ::close(ends[0]);
        }
        return post ? QStringLiteral("made") : QString::fromStdString(post.error().code);
    }

private slots:
    void itTakesThemFromTheVaultBesideTheProgramThatHasIt()
    {
        QFile::setPermissions(m_home.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const auto held = platform::ProfileLock::take(profile());
        QVERIFY(held.has_value());
        auto vault = runtime::makeVault(profile(), secret("correct horse battery staple"), day);
        QVERIFY(vault.has_value());
        QCOMPARE(madeWith(nullptr), QStringLiteral("no_key"));
        QCOMPARE(madeWith("correct horse battery staple"), QStringLiteral("no_key")); // none is in it
        QVERIFY(runtime::addVenueKey(**vault, "model-paper", Secret("ID"), Secret("hidden"), day).has_value());

        QCOMPARE(madeWith("correct horse battery staple"), QStringLiteral("made"));

        QVERIFY(QFile::exists(m_home.filePath("vault/vault-previous.omv"))); // it has changed nothing
        QVERIFY(runtime::removeVenueKey(**vault, "model-paper", day).has_value()); // whoever has it goes on
        QCOMPARE(madeWith("correct horse battery stable"), QStringLiteral("vault_does_not_open"));
        const auto kept = (*runtime::VaultFiles::open(profile()))->readPace(runtime::momentOfThisMachine());
        QCOMPARE(kept->failures(), std::uint32_t{1}); // one count for all programs
    }

    void aDescriptorThatIsNoneIsRefused()
    {
        QVERIFY(!optionsFrom({"--vault-passphrase-fd", "secret words", "--profile", "x"}).has_value());
        QVERIFY(!optionsFrom({"--vault-passphrase-fd", "--profile", "x"}).has_value());
        QVERIFY(optionsFrom({"--vault-passphrase-fd", "3", "--profile", "x"})->vaultPassphraseFd == 3);
        WatchdogOptions options;
        options.profile = profile();
        options.vaultPassphraseFd = 777;
        QCOMPARE(GuardPost::make(options, known).error().code, std::string("no_secret"));
    }
};

QTEST_GUILESS_MAIN(TestWatchdogKeys)
#include "tst_watchdog_keys.moc"
