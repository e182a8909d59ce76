// Sessions of the control interface: twenty forgeries (V19), ends that are at once (V20), and how long tokens live.

#include "core/edge/security/tokens/sessions.h"

#include <QTest>

#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace omni;
using namespace omni::tokens;

namespace {

std::string textOf(const platform::SecretBytes& token)
{
    return {reinterpret_cast<const char*>(token.exposed().data()), token.size()};
}

std::string outcomeOf(const auto& result)
{
    return result ? "ok" : std::string(nameOf(result.error()));
}

std::string base64Url(std::string_view text)
{
    std::string out(base64UrlSize(text.size()), '\0');
    writeBase64Url(std::as_bytes(std::span(text)), std::as_writable_bytes(std::span(out)));
    return out;
}

class People final : public Standings
{
public:
    std::map<std::string, Standing, std::less<>> all{{"ann", {risk::Roles::of(risk::Role::Trader), 3}},
                                                     {"bob", {risk::Roles::of(risk::Role::Viewer), 1}}};

    [[nodiscard]] std::optional<Standing> of(std::string_view person) const override
    {
        const auto found = all.find(person);
        return found == all.end() ? std::nullopt : std::optional(found->second);
    }
};

constexpr TokenMoment someMoment{Timestamp{1'795'000'000'000'000'000}, Monotonic{hours(1).ns}};

InstallId installOf(std::uint8_t number)
{
    InstallId id{};
    id.fill(std::byte{number});
    return id;
}

/// Each install has another key, which a test can have, too.
std::array<std::byte, 32> keySeed(std::uint8_t install)
{
    std::array<std::byte, 32> seed{};
    seed.fill(std::byte{install});
    return seed;
}

/// Sessions of one install with people, clocks that stand until a test moves them, and what the audit was told.
struct Desk {
    People people;
    TokenMoment now = someMoment;
    std::vector<TokenFault> told;
    std::unique_ptr<Sessions> sessions;

    explicit Desk(std::uint8_t install = 1)
    {
        sessions = std::make_unique<Sessions>(
            installOf(install), people, [this] { return now; }, [this](TokenFault fault) { told.push_back(fault); },
            *signingKeyOf(keySeed(install)));
    }
    void move(Duration by)
    {
        now.wall = now.wall + by;
        now.mono = now.mono + by;
    }
    [[nodiscard]] std::string check(std::string_view access)
    {
        return outcomeOf(sessions->check(access));
    }
};

/// Claims of a good token, to be changed.
Claims claimsOf(std::string_view access)
{
    return *claimsFrom(partsOf(access)->payload);
}

std::string signedBy(const SigningKey& key, const std::string& text)
{
    return textOf(*compactOf(text, signatureOf(key, text)));
}

using Forgery = std::pair<const char*, std::string>;

/// What can be made of a token without the key.
std::vector<Forgery> forgeriesOf(const std::string& good)
{
    const auto parts = partsOf(good);
    const auto claims = claimsOf(good);
    const auto payload = base64Url(claimsText(claims));
    const auto signature = good.substr(good.rfind('.'));
    const auto thief = newSigningKey();
    const auto headed = [&](std::string_view header) { return base64Url(header) + "." + payload + signature; };
    auto richer = claims;
    richer.roles = risk::humanRoles;
    return {
        {"no algorithm", base64Url(R"({"alg":"none","typ":"JWT"})") + "." + payload + "."},
        {"no algorithm, in other letters", headed(R"({"alg":"NoNe","typ":"JWT"})")},
        {"HMAC under the public key", headed(R"({"alg":"HS256","typ":"JWT"})")},
        {"another algorithm", headed(R"({"alg":"RS256","typ":"JWT"})")},
        {"a key in the header", headed(R"({"alg":"EdDSA","typ":"JWT","jwk":{"kty":"OKP"}})")},
        {"an address of keys in the header", headed(R"({"alg":"EdDSA","typ":"JWT","jku":"https://example.com"})")},
        {"an address of a certificate", headed(R"({"alg":"EdDSA","typ":"JWT","x5u":"https://example.com"})")},
        {"a name of a key that is a path", headed(R"({"alg":"EdDSA","typ":"JWT","kid":"../../dev/null"})")},
        {"the algorithm twice", headed(R"({"alg":"EdDSA","alg":"none","typ":"JWT"})")},
        {"no signature", good.substr(0, good.rfind('.') + 1)},
        {"two parts", good.substr(0, good.rfind('.'))},
        {"four parts", good + ".AAAA"},
        {"a signature of zeros", good.substr(0, good.rfind('.') + 1) + std::string(86, 'A')},
        {"an edited payload",
         base64Url(R"({"alg":"EdDSA","typ":"JWT"})") + "." + base64Url(claimsText(richer)) + signature},
        {"signed by another key", signedBy(*thief, std::string(parts->signedText))},
        {"padding", good + "=="},
        {"a line break", good + "\n"},
        {"huge", good + std::string(1 << 20, 'A')},
        {"its claims alone", claimsText(claims)},
        {"nothing", ""},
    };
}

} // namespace

class TestSessions : public QObject
{
    Q_OBJECT

private slots:
    void aTokenSaysWhoItIsFor()
    {
        Desk desk;
        const auto issued = desk.sessions->begin("ann");

        const auto claims = desk.sessions->check(textOf(issued->access));

        QCOMPARE(outcomeOf(claims), std::string("ok"));
        QCOMPARE(claims->subject, std::string("ann"));
        QVERIFY(claims->roles == risk::Roles::of(risk::Role::Trader));
        QCOMPARE(claims->sessionVersion, 3U);
        QCOMPARE(claims->expiresAt - claims->issuedAt, std::int64_t{900});
        QVERIFY(desk.told.empty());
        const auto nobody = desk.sessions->begin("carl");
        QVERIFY(!nobody && nobody.error().code == Errc::NotFound);
    }

    // V19: the forgeries that need no key; each refused and told to the audit.
    void refusesAndTellsOfEachForgery()
    {
        Desk desk;
        const auto good = textOf(desk.sessions->begin("ann")->access);
        const auto forgeries = forgeriesOf(good);
        for (const auto& [name, forged] : forgeries) {
            QVERIFY2(desk.check(forged) != "ok", name);
        }
        QCOMPARE(desk.told.size(), forgeries.size());
        QCOMPARE(desk.check(good), std::string("ok"));
    }

    // V19: any single letter of a token.
    void refusesATokenWithAnyLetterChanged()
    {
        Desk desk;
        const auto good = textOf(desk.sessions->begin("ann")->access);
        for (std::size_t i = 0; i < good.size(); ++i) {
            auto changed = good;
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            QVERIFY2(desk.check(changed) != "ok", std::to_string(i).c_str());
        }
    }

    // V19: of another install, or of a program that has ended.
    void refusesTokensOfAnotherInstallAndOfAnEndedProgram()
    {
        Desk desk, other(2), restarted;
        const auto issued = desk.sessions->begin("ann");
        const auto token = textOf(issued->access);
        QCOMPARE(other.check(token), std::string("signature"));
        QCOMPARE(restarted.check(token), std::string("ended")); // even if the key were the same
        QCOMPARE(outcomeOf(restarted.sessions->refresh(textOf(issued->refresh))), std::string("ended"));
        QCOMPARE(restarted.told.size(), std::size_t{2});
    }

    // V19: what the key has signed is held against everything else, too.
    void aGoodSignatureAloneIsNotEnough()
    {
        Desk desk;
        const auto key = signingKeyOf(keySeed(1));
        const auto good = claimsOf(textOf(desk.sessions->begin("ann")->access));
        const auto signedAs = [&](const auto& change) {
            auto claims = good;
            change(claims);
            return desk.check(signedBy(*key, signedTextOf(claims)));
        };
        QCOMPARE(signedAs([](Claims&) {}), std::string("ok"));
        QCOMPARE(signedAs([](Claims& its) { its.audience = installOf(2); }), std::string("audience"));
        QCOMPARE(signedAs([](Claims& its) { its.subject = "bob"; }), std::string("ended"));
        QCOMPARE(signedAs([](Claims& its) { its.roles = risk::humanRoles; }), std::string("ended"));
        QCOMPARE(signedAs([](Claims& its) { its.sessionVersion += 1; }), std::string("ended"));
        QCOMPARE(signedAs([](Claims& its) { its.id[15] ^= std::byte{1}; }), std::string("ended"));
        QCOMPARE(signedAs([](Claims& its) { its.id[0] ^= std::byte{1}; }), std::string("ended"));
        QCOMPARE(signedAs([](Claims& its) { its.expiresAt += 1; }), std::string("expired"));
        QCOMPARE(signedAs([](Claims& its) { its.notBefore += 1; }), std::string("not_yet"));

        auto twice = claimsText(good);
        twice.insert(twice.find(R"("sv")"), R"("role":63,)");
        const auto text = base64Url(R"({"alg":"EdDSA","typ":"JWT"})") + "." + base64Url(twice);
        QCOMPARE(desk.check(signedBy(*key, text)), std::string("claims"));
    }

    // V19: expired by a second, and not begun.
    void aTokenLivesFifteenMinutesByTheWallClock()
    {
        Desk desk;
        const auto token = textOf(desk.sessions->begin("ann")->access);
        const auto begun = desk.now;
        desk.now.wall = begun.wall + minutes(15) - nanoseconds(1);
        QCOMPARE(desk.check(token), std::string("ok"));
        desk.now.wall = begun.wall + minutes(15);
        QCOMPARE(desk.check(token), std::string("expired"));
        desk.now.wall = begun.wall + minutes(15) + seconds(1);
        QCOMPARE(desk.check(token), std::string("expired"));
        desk.now.wall = begun.wall - nanoseconds(1);
        QCOMPARE(desk.check(token), std::string("not_yet"));
    }

    void aClockThatIsSetBackMakesNoTokenLiveLonger()
    {
        Desk desk;
        const auto token = textOf(desk.sessions->begin("ann")->access);
        desk.now.mono = desk.now.mono + (minutes(15) - nanoseconds(1));
        QCOMPARE(desk.check(token), std::string("ok"));
        desk.now.mono = desk.now.mono + nanoseconds(1);
        QCOMPARE(desk.check(token), std::string("expired"));
    }

    // V20: signing out, other roles, another password: the next look refuses.
    void aTokenEndsWithItsSessionAtOnce()
    {
        Desk desk;
        const auto issued = desk.sessions->begin("ann");
        const auto other = desk.sessions->begin("ann");
        const auto token = textOf(issued->access);
        desk.sessions->end(*desk.sessions->check(token));
        QCOMPARE(desk.check(token), std::string("ended"));
        QCOMPARE(outcomeOf(desk.sessions->refresh(textOf(issued->refresh))), std::string("ended"));
        QCOMPARE(desk.check(textOf(other->access)), std::string("ok"));
        desk.sessions->endAllOf("ann");
        QCOMPARE(desk.check(textOf(other->access)), std::string("ended"));
    }

    void aTokenEndsWithWhatItsPersonMayDo()
    {
        Desk desk;
        const auto ann = desk.sessions->begin("ann");
        const auto bob = desk.sessions->begin("bob");
        desk.people.all.at("ann").sessionVersion += 1;
        desk.people.all.at("bob").roles = risk::humanRoles;

        QCOMPARE(desk.check(textOf(ann->access)), std::string("ended"));
        QCOMPARE(outcomeOf(desk.sessions->refresh(textOf(ann->refresh))), std::string("ended"));
        QCOMPARE(desk.check(textOf(bob->access)), std::string("ended"));
        desk.people.all.erase("bob");
        QCOMPARE(outcomeOf(desk.sessions->refresh(textOf(bob->refresh))), std::string("ended"));
        QCOMPARE(desk.sessions->count(), std::size_t{0});
    }

    // V20: the thief's use and the owner's look alike, so both lose the session.
    void aRefreshTokenIsGoodOnceAndItsSecondUseEndsTheSession()
    {
        Desk desk;
        const auto first = desk.sessions->begin("ann");
        const auto used = textOf(first->refresh);
        const auto next = desk.sessions->refresh(used);
        QCOMPARE(outcomeOf(next), std::string("ok"));
        QCOMPARE(desk.check(textOf(next->access)), std::string("ok"));
        QCOMPARE(desk.check(textOf(first->access)), std::string("ok")); // until it expires

        QCOMPARE(outcomeOf(desk.sessions->refresh(used)), std::string("reused"));

        QCOMPARE(desk.check(textOf(next->access)), std::string("ended"));
        QCOMPARE(outcomeOf(desk.sessions->refresh(textOf(next->refresh))), std::string("ended"));
        QCOMPARE(desk.told.size(), std::size_t{3});
    }

    void whatIsNoRefreshTokenEndsNothing()
    {
        Desk desk;
        const auto issued = desk.sessions->begin("ann");
        for (const auto& wrong : {std::string(), std::string(64, 'A'), textOf(issued->access),
                                  textOf(issued->refresh) + "A", std::string(1 << 20, '-')}) {
            QVERIFY(!desk.sessions->refresh(wrong));
        }
        QCOMPARE(outcomeOf(desk.sessions->refresh(textOf(issued->refresh))), std::string("ok"));
    }

    void aSessionLivesTwelveHoursHoweverOftenItIsRefreshed()
    {
        Desk desk;
        auto issued = desk.sessions->begin("ann");
        for (int i = 0; i < 71; ++i) {
            desk.move(minutes(10));
            auto next = desk.sessions->refresh(textOf(issued->refresh));
            QCOMPARE(outcomeOf(next), std::string("ok"));
            issued = std::move(*next);
        }
        desk.move(minutes(10));
        QCOMPARE(desk.check(textOf(issued->access)), std::string("expired"));
        QCOMPARE(outcomeOf(desk.sessions->refresh(textOf(issued->refresh))), std::string("expired"));
        QCOMPARE(desk.sessions->count(), std::size_t{0});
    }

    void anotherKeyRefusesTheTokensOfBefore()
    {
        Desk desk;
        const auto issued = desk.sessions->begin("ann");
        QVERIFY(desk.sessions->rotateKey());

        QCOMPARE(desk.check(textOf(issued->access)), std::string("signature"));
        const auto next = desk.sessions->refresh(textOf(issued->refresh));
        QCOMPARE(outcomeOf(next), std::string("ok"));
        QCOMPARE(desk.check(textOf(next->access)), std::string("ok"));
    }

    void theKeyIsAnotherOneBehindNinetyDays()
    {
        Desk desk;
        desk.move(days(90) - minutes(1));
        const auto before = textOf(desk.sessions->begin("ann")->access);
        QCOMPARE(desk.check(before), std::string("ok"));
        desk.move(minutes(1));
        QVERIFY(desk.sessions->begin("bob"));
        QCOMPARE(desk.check(before), std::string("signature"));
    }

    void aPersonHasEightSessionsAndASessionFourTokens()
    {
        Desk desk;
        std::vector<std::string> tokens;
        for (int i = 0; i < 9; ++i) {
            tokens.push_back(textOf(desk.sessions->begin("ann")->access));
        }
        QCOMPARE(desk.sessions->count(), std::size_t{8});
        QCOMPARE(desk.check(tokens[0]), std::string("ended"));
        QCOMPARE(desk.check(tokens[1]), std::string("ok"));

        auto issued = desk.sessions->begin("bob");
        const auto oldest = textOf(issued->access);
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(desk.check(oldest), std::string("ok"));
            auto next = desk.sessions->refresh(textOf(issued->refresh));
            issued = std::move(*next);
        }
        QCOMPARE(desk.check(oldest), std::string("ended"));
    }
};

QTEST_APPLESS_MAIN(TestSessions)
#include "tst_sessions.moc"
