// needs: edge/security/keyring Qt6::DBus
//
// The keyring's slot against a real GNOME keyring on a bus of the test's own: there, locked, absent, gone. Each failure
// is told as what it is, though the library below says "no such entry" to most of them. Skipped, loudly, where it is
// not installed.

#include "tests/support/private_keyring.h"

#include "core/edge/security/keyring/keyring.h"
#include "core/edge/security/keyring/keyring_state.h"

#include <QCoroTask>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace omni;
using namespace omni::keyring;
using namespace omni::tests;

namespace {

constexpr vault::VaultId someVault{std::byte{0xAB}, std::byte{1}};

template<class T> T resultOf(QCoro::Task<T> task)
{
    return QCoro::waitFor(task);
}

template<class T> int codeOf(const Result<T>& result)
{
    return result ? -1 : static_cast<int>(result.error().code);
}

template<class T> QByteArray wordsOf(const Result<T>& result)
{
    return result ? QByteArray("done") : QByteArray::fromStdString(result.error().detail);
}

vault::SecretBytes aKey()
{
    return std::move(*vault::SecretBytes::random(vault::keyBytes));
}

} // namespace

class TestKeyring : public QObject
{
    Q_OBJECT

    std::unique_ptr<PrivateKeyring> m_private;
    DesktopKeyring m_keyring{{seconds(20), milliseconds(500)}};

    [[nodiscard]] KeyringState state() const
    {
        return resultOf(keyringState(seconds(20)));
    }

private slots:
    void aNameIsDrawnForEachSlotAndReadBack()
    {
        const auto name = newName(someVault), other = newName(someVault);
        QVERIFY(name.has_value() && other.has_value() && *name != *other);
        QCOMPARE(nameFrom(referenceBytes(*name)).value(), *name);
        auto damaged = referenceBytes(*name);
        damaged[30] = std::byte{'/'};
        QVERIFY(!nameFrom(damaged).has_value());
        for (std::size_t size = 0; size < damaged.size(); ++size) {
            QVERIFY(!nameFrom(std::span(damaged).first(size)).has_value());
        }
    }

    void aSessionWithoutAKeyringSaysSo()
    {
        if (const auto missing = PrivateKeyring::missing(); !missing.isEmpty()) {
            QSKIP(qPrintable(missing));
        }
        m_private = std::make_unique<PrivateKeyring>();
        QVERIFY(m_private->startBus());
        QVERIFY(state() == KeyringState::Absent);

        const auto kept = resultOf(m_keyring.keep(*newName(someVault), aKey()));
        QCOMPARE(codeOf(kept), static_cast<int>(Errc::Unavailable));
        QVERIFY2(wordsOf(kept).contains("there is no keyring"), wordsOf(kept));
        const auto fetched = resultOf(m_keyring.fetch(*newName(someVault)));
        QCOMPARE(codeOf(fetched), static_cast<int>(Errc::Unavailable));
    }

    void whatIsKeptIsFetchedAndForgotten()
    {
        if (!m_private) {
            QSKIP("the real keyring is NOT tested");
        }
        QVERIFY(m_private->startKeyring());
        QVERIFY(state() == KeyringState::Open);
        const auto key = aKey();
        const auto name = *newName(someVault);

        const auto kept = resultOf(m_keyring.keep(name, std::move(*vault::SecretBytes::copyOf(key.exposed()))));
        QVERIFY2(kept.has_value(), wordsOf(kept));
        const auto back = resultOf(m_keyring.fetch(name));
        QVERIFY2(back.has_value(), wordsOf(back));
        QVERIFY(std::ranges::equal(back->exposed(), key.exposed()));
        const auto bytes = key.exposed();
        const QByteArray raw(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
        QVERIFY(!m_private->files().isEmpty());
        QVERIFY(!m_private->files().contains(raw) && !m_private->files().contains(raw.toBase64()));

        QVERIFY(resultOf(m_keyring.forget(name)).has_value());
        QCOMPARE(codeOf(resultOf(m_keyring.fetch(name))), static_cast<int>(Errc::NotFound));
        QVERIFY(resultOf(m_keyring.forget(name)).has_value());
    }

    void aLockedKeyringIsToldAsThatAndNotWaitedForEver()
    {
        if (!m_private) {
            QSKIP("the real keyring is NOT tested");
        }
        const auto name = *newName(someVault);
        QVERIFY(resultOf(m_keyring.keep(name, aKey())).has_value());
        m_private->lock();
        QVERIFY(state() == KeyringState::Locked);

        const auto back = resultOf(m_keyring.fetch(name));
        QCOMPARE(codeOf(back), static_cast<int>(Errc::Denied));
        QVERIFY2(wordsOf(back).contains("locked"), wordsOf(back));
    }

    void aKeyringThatIsGoneSaysSo()
    {
        if (!m_private) {
            QSKIP("the real keyring is NOT tested");
        }
        m_private->endKeyring();
        QVERIFY(QTest::qWaitFor([this] { return state() == KeyringState::Absent; }, 10'000));

        QCOMPARE(codeOf(resultOf(m_keyring.fetch(*newName(someVault)))), static_cast<int>(Errc::Unavailable));
    }
};

QTEST_GUILESS_MAIN(TestKeyring)
#include "tst_keyring.moc"
