// needs: edge/security/key_service tests/support/loopback
//
// The slots of HashiCorp Vault against a fake that knows its tokens: sealed, refused, over, sent elsewhere, not to be
// trusted. Each fails closed, and no token is ever seen by anybody else. F55, V37.

#include "tests/core/edge/security/key_service/key_service_bench.h"
#include "tests/support/fake_hashicorp.h"

#include "core/edge/security/key_service/hashicorp_vault.h"

using namespace omni;
using namespace omni::keyservice;
using namespace omni::tests;

namespace {

const QByteArray token = "s.made-up-token";

} // namespace

class TestHashicorpVault : public QObject
{
    Q_OBJECT

    RunningClock m_clock;
    Authority m_authority;
    std::unique_ptr<FakeHashicorp> m_fake;
    std::unique_ptr<net::HttpClient> m_client;

    [[nodiscard]] HashicorpPlace place(ServiceKind kind = ServiceKind::Transit) const
    {
        const bool isTransit = kind == ServiceKind::Transit;
        return {kind, addressOf(m_fake->server), m_fake->nameSpace.toStdString(), isTransit ? "transit" : "secret",
                isTransit ? "omnitrade" : "apps/omnitrade"};
    }
    std::unique_ptr<HashicorpVault> signedIn(ServiceKind kind = ServiceKind::Transit)
    {
        auto vault = std::make_unique<HashicorpVault>(*m_client, place(kind));
        const auto lease = resultOf(vault->signInWithToken(Secret(token.toStdString())));
        return lease ? std::move(vault) : nullptr;
    }

private slots:
    void init()
    {
        m_fake = std::make_unique<FakeHashicorp>();
        m_client = net::HttpClient::make(ruleFor(m_fake->server), m_clock).value();
    }

    void bothEnginesGiveBackTheKeyThatTheyWereGiven()
    {
        for (const auto kind : {ServiceKind::Transit, ServiceKind::KeyValue}) {
            const auto vault = signedIn(kind);
            QVERIFY(vault != nullptr);
            const auto made = resultOf(vault->make(someVault));
            QVERIFY2(made.has_value(), made ? "" : made.error().detail.c_str());
            QVERIFY(referenceBytes(made->reference).has_value());

            const auto back = resultOf(signedIn(kind)->fetch(made->reference, someVault));
            QVERIFY2(back.has_value(), back ? "" : back.error().detail.c_str());
            QVERIFY(isSame(made->key, *back));
        }
        QCOMPARE(m_fake->wrapped, 2);
        QCOMPARE(m_fake->unwrapped, 2);
    }

    void aNamespaceIsNamedInEachRequest()
    {
        m_fake->nameSpace = "team/a";
        const auto vault = signedIn();
        QVERIFY(vault != nullptr);
        QVERIFY(resultOf(vault->make(someVault)).has_value());

        m_fake->nameSpace = "team/b";
        QCOMPARE(codeOf(resultOf(vault->make(someVault))), static_cast<int>(Errc::Denied));
    }

    void aRoleSignsInAndOut()
    {
        HashicorpVault vault(*m_client, place());
        const auto lease = resultOf(vault.signInWithRole(Secret("role-1"), Secret("secret-1")));
        QVERIFY2(lease.has_value(), lease ? "" : lease.error().detail.c_str());
        QCOMPARE(lease->life.ns, seconds(3600).ns);
        QVERIFY(lease->isRenewable);
        QVERIFY(resultOf(vault.make(someVault)).has_value());

        QVERIFY(resultOf(vault.signOut()).has_value());
        QCOMPARE(m_fake->revoked, 1);
        QCOMPARE(m_fake->tokens.size(), 1); // the one that is not ours to end
        QCOMPARE(codeOf(resultOf(vault.make(someVault))), static_cast<int>(Errc::Denied));
    }

    void aWrongRoleIsToldAsThat()
    {
        HashicorpVault vault(*m_client, place());
        const auto lease = resultOf(vault.signInWithRole(Secret("role-1"), Secret("another")));

        QCOMPARE(codeOf(lease), static_cast<int>(Errc::Denied));
        QVERIFY(lease.error().detail.find("role") != std::string::npos);
        QCOMPARE(m_fake->refused, 1);
    }

    void aForgedTokenIsRefused()
    {
        HashicorpVault vault(*m_client, place());
        const auto lease = resultOf(vault.signInWithToken(Secret("s.forged")));

        QCOMPARE(codeOf(lease), static_cast<int>(Errc::Denied));
        QCOMPARE(m_fake->refused, 1);
        QCOMPARE(codeOf(resultOf(vault.make(someVault))), static_cast<int>(Errc::Denied));
        QCOMPARE(m_fake->wrapped, 0);
        QCOMPARE(m_fake->asked, 1); // nobody is signed in, so nobody asks
    }

    void whatIsNoTokenIsNotEvenSent()
    {
        for (const char* text : {"", "a\"b", "a b", "a\r\nX-Evil: 1"}) {
            HashicorpVault vault(*m_client, place());
            QCOMPARE(codeOf(resultOf(vault.signInWithToken(Secret(text)))), static_cast<int>(Errc::Invalid));
        }
        QCOMPARE(m_fake->asked, 0);
    }

    void sealedMeansThatNothingOpens()
    {
        const auto vault = signedIn();
        const auto slot = resultOf(vault->make(someVault)).value().reference;
        m_fake->isSealed = true;

        const auto back = resultOf(vault->fetch(slot, someVault));
        QCOMPARE(codeOf(back), static_cast<int>(Errc::Unavailable));
        QVERIFY2(back.error().detail.find("sealed") != std::string::npos, back.error().detail.c_str());
        QCOMPARE(m_fake->unwrapped, 0);
    }

    void aLeaseIsRenewedAndCanEnd()
    {
        const auto vault = signedIn();
        const auto slot = resultOf(vault->make(someVault)).value().reference;
        const auto again = resultOf(vault->renew());
        QVERIFY(again.has_value());
        QCOMPARE(m_fake->renewed, 1);

        m_fake->tokens.clear(); // its life is over
        QCOMPARE(codeOf(resultOf(vault->renew())), static_cast<int>(Errc::Denied));
        QCOMPARE(codeOf(resultOf(vault->fetch(slot, someVault))), static_cast<int>(Errc::Denied));
        QCOMPARE(m_fake->unwrapped, 0);
    }

    void aVersionThatIsOutOfUseUnwrapsNothing()
    {
        const auto vault = signedIn();
        const auto slot = resultOf(vault->make(someVault)).value().reference;
        m_fake->retiredKeys.insert(QByteArray::fromStdString(slot.wrapped));

        const auto back = resultOf(vault->fetch(slot, someVault));
        QCOMPARE(codeOf(back), static_cast<int>(Errc::Corrupt));
        QVERIFY(back.error().detail.find("version") != std::string::npos);
    }

    void whatIsKeptThereIsNeverOverwritten()
    {
        const auto vault = signedIn(ServiceKind::KeyValue);
        QVERIFY(resultOf(vault->make(someVault)).has_value());
        QCOMPARE(codeOf(resultOf(vault->make(someVault))), static_cast<int>(Errc::Conflict));
        QCOMPARE(m_fake->wrapped, 1);
    }

    // V37: the token is never seen by another host, whoever says so.
    void aRedirectIsNotFollowed()
    {
        FakeHashicorp other;
        const auto vault = signedIn();
        m_fake->redirect = QByteArray::fromStdString(addressOf(other.server));

        const auto made = resultOf(vault->make(someVault));
        QCOMPARE(codeOf(made), static_cast<int>(Errc::Denied));
        QVERIFY(made.error().detail.find("another address") != std::string::npos);
        QCOMPARE(other.server.connections(), 0);
    }

    void aSlotOfAnotherHostSendsNothing()
    {
        FakeHashicorp other;
        const auto vault = signedIn();
        auto slot = resultOf(vault->make(someVault)).value().reference;
        slot.address = addressOf(other.server);
        const int before = m_fake->asked;

        QCOMPARE(codeOf(resultOf(vault->fetch(slot, someVault))), static_cast<int>(Errc::Conflict));
        QCOMPARE(other.server.connections(), 0);
        QCOMPARE(m_fake->asked, before);
    }

    void aSlotWhosePathGoesUpSendsNothing()
    {
        const auto vault = signedIn();
        auto slot = resultOf(vault->make(someVault)).value().reference;
        slot.mount = "transit/../sys";
        const int before = m_fake->asked;

        QCOMPARE(codeOf(resultOf(vault->fetch(slot, someVault))), static_cast<int>(Errc::Invalid));
        QCOMPARE(m_fake->asked, before);
    }

    void aHostThatIsNotTrustedSeesNoToken_data()
    {
        QTest::addColumn<bool>("isOtherAuthority");
        QTest::newRow("the certificate of another host") << false;
        QTest::newRow("of an unknown authority") << true;
    }

    void aHostThatIsNotTrustedSeesNoToken()
    {
        QFETCH(bool, isOtherAuthority);
        IdentityRequest otherHost;
        otherHost.names = {"DNS:vault.example.com"};
        FakeHashicorp fake(isOtherAuthority ? Authority().issue(forThisMachine()) : m_authority.issue(otherHost));
        const auto client = net::HttpClient::make(ruleFor(fake.server, m_authority.certificate()), m_clock).value();
        HashicorpVault vault(*client, {ServiceKind::Transit, addressOf(fake.server, true), {}, "transit", "omnitrade"});

        const auto lease = resultOf(vault.signInWithToken(Secret(token.toStdString())));
        QCOMPARE(codeOf(lease), static_cast<int>(Errc::Denied));
        QVERIFY2(lease.error().detail.find("certificate") != std::string::npos, lease.error().detail.c_str());
        QVERIFY(!fake.server.allReceived().contains(token));
        QCOMPARE(fake.asked, 0);
    }

    void aHostThatIsTrustedIsTalkedTo()
    {
        FakeHashicorp fake(m_authority.issue(forThisMachine()));
        const auto client = net::HttpClient::make(ruleFor(fake.server, m_authority.certificate()), m_clock).value();
        HashicorpVault vault(*client, {ServiceKind::Transit, addressOf(fake.server, true), {}, "transit", "omnitrade"});

        QVERIFY(resultOf(vault.signInWithToken(Secret(token.toStdString()))).has_value());
        QVERIFY(resultOf(vault.make(someVault)).has_value());
        QVERIFY(fake.server.allReceived().contains(token));
    }

    void aServiceThatSaysNothingIsLeft()
    {
        m_fake->server.onRequest = [](Served&, const QByteArray&) {};
        HashicorpVault vault(*m_client, place(), milliseconds(50));
        QCOMPARE(codeOf(resultOf(vault.signInWithToken(Secret(token.toStdString())))),
                 static_cast<int>(Errc::TimedOut));
    }
};

QTEST_GUILESS_MAIN(TestHashicorpVault)
#include "tst_hashicorp_vault.moc"
