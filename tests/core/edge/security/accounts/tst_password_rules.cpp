// What a password has to be: its length, and that it is none of the common ones (safety 4.3).

#include "core/edge/security/accounts/password_rules.h"
#include "core/edge/security/accounts/usual_words.h"

#include "tests/support/account_kit.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <set>

using namespace omni;
using namespace omni::accounts;
using namespace omni::tests;

namespace {

std::string faultOf(std::string_view password, bool hasSecondFactor = false)
{
    const auto fault = passwordFault(typed(password), hasSecondFactor, "ferdinand");
    return fault ? std::string(nameOf(*fault)) : "good";
}

/// `count` characters that are no word and no row.
std::string oddText(std::size_t count)
{
    constexpr std::string_view odd = "k7#vQ2xw9;RgZ4";
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += odd[(i * 5 + i / odd.size()) % odd.size()];
    }
    return text;
}

} // namespace

class TestPasswordRules : public QObject
{
    Q_OBJECT

private slots:
    void twelveCharactersAreTheLeastAndEightWithASecondFactor()
    {
        QCOMPARE(faultOf(""), std::string("too_short"));
        QCOMPARE(faultOf(oddText(11)), std::string("too_short"));
        QCOMPARE(faultOf(oddText(12)), std::string("good"));
        QCOMPARE(faultOf(oddText(7), true), std::string("too_short"));
        QCOMPARE(faultOf(oddText(8), true), std::string("good"));
    }

    void aHundredAndTwentyEightCharactersAreTheMost()
    {
        QCOMPARE(faultOf(oddText(128)), std::string("good"));
        QCOMPARE(faultOf(oddText(129)), std::string("too_long"));
        QCOMPARE(faultOf(oddText(100'000)), std::string("too_long"));
        std::string wide;
        for (int i = 0; i < 128; ++i) {
            wide += "\xF0\x9F\x8C" + std::string(1, static_cast<char>(0x80 + i % 60)); // 128 pictures are 512 bytes
        }
        QCOMPARE(faultOf(wide), std::string("good"));
    }

    void whateverTheKeyboardSendsIsOneForm()
    {
        const auto composedForm = composed(typed("caf\u00E9 \u1E69"));
        const auto apart = composed(typed("cafe\u0301 s\u0307\u0323"));
        QVERIFY(composedForm && apart);
        QCOMPARE(shownText(*apart), shownText(*composedForm));
        QCOMPARE(shownText(*composed(composedForm->exposed())), shownText(*composedForm));
        QCOMPARE(shownText(*composed(typed(" a  B "))), std::string(" a  B "));
        QCOMPARE(shownText(*composed(typed("\uFB01"))), std::string("\uFB01")); // composed, not made alike
    }

    void whatIsNoTextIsRefused()
    {
        for (const char* const wrong :
             {"\xFF-twelve-and-more", "twelve-and-more-\xC3", "\xED\xA0\x80 twelve and more"}) {
            QCOMPARE(faultOf(wrong), std::string("not_text"));
        }
    }

    /// The words with what people add to them, each a password that somebody uses.
    void knowsMoreThanThreeThousandCommonPasswordsByName()
    {
        QVERIFY(std::ranges::is_sorted(commonWords()));
        std::set<std::string> refused;
        for (const auto word : commonWords()) {
            for (const auto tail : commonTails()) {
                const auto password = std::string(word) + std::string(tail);
                QVERIFY2(isCommonPassword(typed(password), {}), password.c_str());
                refused.insert(password);
            }
        }
        QVERIFY2(refused.size() >= 3'000, std::to_string(refused.size()).c_str());
    }

    void refusesWhatGuessersTryFirst()
    {
        for (const char* const common :
             {"password1234",  "Passw0rd2026!",  "P@$$w0rd12345", "iloveyou2024",  "qwertyuiop12",
              "1q2w3e4r5t6y",  "1qaz2wsx3edc",   "123456789012",  "987654321098",  "abcdefghijkl",
              "aaaaaaaaaaaa",  "abcabcabcabc",   "121212121212",  "OmniTrade2026", "trading-bitcoin",
              "Dragon Monkey", "sunshine.1987!", "asdfghjkl123",  "MichaelJordan", "!!!password!!!",
              "football12345", "Ferdinand2026",  "f3rdinand!!!!", "willkommen123"}) {
            QVERIFY2(faultOf(common) == "common", common);
        }
    }

    void doesNotRefuseWhatIsHardToGuess()
    {
        for (const char* const good : {"correct horse battery staple", "seven green kettles", "tr0ub4dor&3-xk",
                                       "Zwei Igel auf dem Dach", "k7#vQ2xw9;RgZ4", "8271064935518274",
                                       "пять синих чашек", "日本の鉄道は速いですね本当", "sunshine-8rq-monkey"}) {
            QVERIFY2(faultOf(good) == "good", good);
        }
    }

    void randomPasswordsArePracticallyNeverRefused()
    {
        std::mt19937_64 random(17);
        int refused = 0;
        for (int round = 0; round < 3'000; ++round) {
            std::string password;
            for (int i = 0; i < 12; ++i) {
                password += static_cast<char>('!' + random() % 94);
            }
            refused += faultOf(password) == "good" ? 0 : 1;
        }
        QVERIFY2(refused == 0, std::to_string(refused).c_str());
    }
};

QTEST_APPLESS_MAIN(TestPasswordRules)
#include "tst_password_rules.moc"
