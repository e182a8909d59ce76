// The second factor: known codes, the window in which one counts, and that each counts once (safety 4.3, V11).

#include "core/edge/security/totp/base32.h"
#include "core/edge/security/totp/code_check.h"
#include "core/edge/security/totp/enrolment.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <map>
#include <random>
#include <string>

using namespace omni;
using namespace omni::totp;

namespace {

constexpr std::string_view standardSeed = "12345678901234567890";

std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

std::string textOf(const Result<platform::SecretBytes>& secret)
{
    return secret ? std::string(reinterpret_cast<const char*>(secret->exposed().data()), secret->size())
                  : std::string(nameOf(secret.error().code));
}

template<class T> std::string outcomeOf(const Result<T>& result)
{
    return result ? "ok" : std::string(nameOf(result.error().code));
}

constexpr Timestamp atSecond(std::int64_t second)
{
    return Timestamp{} + seconds(second);
}

/// What lies on the disk, and a program that holds nothing else.
class StepsOnDisk final : public StepStore
{
public:
    std::map<std::string, std::int64_t, std::less<>> kept;
    bool isFull = false;
    int refusedWrites = 0;

    Result<void> take(std::string_view person, std::int64_t step) override
    {
        const auto last = kept.find(person);
        if (last != kept.end() && last->second >= step) {
            return failure(Errc::Conflict, "used");
        }
        if (isFull) {
            refusedWrites += 1;
            return failure(Errc::Full, "made to fail");
        }
        kept.insert_or_assign(std::string(person), step);
        return {};
    }
};

/// As a person types it.
std::string codeText(std::int64_t step)
{
    const auto code = std::to_string(*codeOf(bytesOf(standardSeed), step));
    return std::string(codeDigits - code.size(), '0') + code;
}

std::string tryCode(StepStore& store, std::string_view typed, Timestamp now)
{
    return outcomeOf(acceptedStep(store, "owner", bytesOf(standardSeed), bytesOf(typed), now));
}

constexpr std::int64_t someStep = 59'000'000; // in the year 2026
constexpr Timestamp stepBegins = Timestamp{} + stepLength * someStep;

} // namespace

class TestTotp : public QObject
{
    Q_OBJECT

private slots:
    /// RFC 6238, appendix B, the rows of SHA-1.
    void givesTheCodesOfTheStandard_data()
    {
        QTest::addColumn<qlonglong>("second");
        QTest::addColumn<unsigned>("code");

        QTest::newRow("59") << 59LL << 94287082U;
        QTest::newRow("1111111109") << 1111111109LL << 7081804U;
        QTest::newRow("1111111111") << 1111111111LL << 14050471U;
        QTest::newRow("1234567890") << 1234567890LL << 89005924U;
        QTest::newRow("2000000000") << 2000000000LL << 69279037U;
    }

    void givesTheCodesOfTheStandard()
    {
        QFETCH(qlonglong, second);
        QFETCH(unsigned, code);

        const auto step = stepAt(atSecond(second));

        QCOMPARE(*codeOf(bytesOf(standardSeed), *step, 8), code);
        QCOMPARE(*codeOf(bytesOf(standardSeed), *step), code % 1'000'000);
    }

    /// RFC 4226, appendix D: the first three counters.
    void givesTheCodesOfCounters()
    {
        QCOMPARE(*codeOf(bytesOf(standardSeed), 0), 755224U);
        QCOMPARE(*codeOf(bytesOf(standardSeed), 1), 287082U);
        QCOMPARE(*codeOf(bytesOf(standardSeed), 2), 359152U);
    }

    /// The vectors are not part of this project.
    void givesTheCodesOfThePublishedVectors()
    {
        const QString shared = qEnvironmentVariable("OMNI_SHARED", QStringLiteral(OMNI_SOURCE_DIR "/../shared"));
        QFile file(shared + QStringLiteral("/reference/security/totp_rfc6238.json"));
        if (!file.open(QIODevice::ReadOnly)) {
            QSKIP("no reference/security/totp_rfc6238.json: codes were held against this file's own vectors only");
        }
        int asked = 0;
        for (const auto each : QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("vectors")].toArray()) {
            const auto vector = each.toObject();
            if (vector[QLatin1String("algorithm")].toString() != QLatin1String("SHA1")) {
                continue;
            }
            const auto letters = vector[QLatin1String("secret_base32")].toString().toStdString();
            const auto seed = bytesOfBase32(bytesOf(letters));
            QCOMPARE(textOf(seed), vector[QLatin1String("secret_ascii")].toString().toStdString());
            QCOMPARE(textOf(base32Of(seed->exposed())), letters);
            const auto step = stepAt(atSecond(vector[QLatin1String("time")].toInteger()));
            QCOMPARE(*codeOf(seed->exposed(), *step, 8), vector[QLatin1String("code")].toString().toUInt());
            asked += 1;
        }
        QCOMPARE(asked, 4);
    }

    void refusesSeedsAndStepsOutOfBounds()
    {
        QCOMPARE(outcomeOf(codeOf(bytesOf("123456789012345"), 1)), std::string("invalid"));
        QCOMPARE(outcomeOf(codeOf(bytesOf(standardSeed), -1)), std::string("invalid"));
        QCOMPARE(outcomeOf(codeOf(bytesOf(standardSeed), 1, 5)), std::string("invalid"));
        QCOMPARE(outcomeOf(codeOf(bytesOf(standardSeed), 1, 9)), std::string("invalid"));
        QCOMPARE(outcomeOf(stepAt(Timestamp{-1})), std::string("invalid"));
        QVERIFY(codeOf(bytesOf(standardSeed), std::numeric_limits<std::int64_t>::max()));
    }

    void drawsAnotherSeedOf160BitsEachTime()
    {
        const auto one = newSeed();
        const auto other = newSeed();
        QCOMPARE(one->size(), std::size_t{20});
        QVERIFY(!platform::areEqualSecrets(one->exposed(), other->exposed()));
    }

    // V11: of the codes around this step exactly one is accepted, once.
    void ofTheCodesAroundThisStepExactlyOneIsAcceptedOnce()
    {
        StepsOnDisk disk;
        const Timestamp now = stepBegins + seconds(15);
        int accepted = 0;
        for (const std::int64_t away : {-2, -1, +1, +2, 0, 0, -1}) {
            accepted += tryCode(disk, codeText(someStep + away), now) == "ok" ? 1 : 0;
        }

        QCOMPARE(accepted, 1);
        QCOMPARE(disk.kept.at("owner"), someStep);
    }

    void theCodeBeforeCountsForTenSecondsAndNoLonger()
    {
        for (const auto& [into, outcome] : {std::pair{nanoseconds(0), "ok"},
                                            {nanoseconds(9'999'999'999), "ok"},
                                            {seconds(10), "denied"},
                                            {nanoseconds(29'999'999'999), "denied"}}) {
            StepsOnDisk disk;
            QCOMPARE(tryCode(disk, codeText(someStep - 1), stepBegins + into), std::string(outcome));
            QCOMPARE(tryCode(disk, codeText(someStep), stepBegins + into), std::string("ok"));
        }
    }

    void withinTheGraceTheCodeBeforeDoesNotCountBehindThisOne()
    {
        StepsOnDisk disk;
        QCOMPARE(tryCode(disk, codeText(someStep), stepBegins + seconds(1)), std::string("ok"));
        QCOMPARE(tryCode(disk, codeText(someStep - 1), stepBegins + seconds(2)), std::string("denied"));
    }

    // V11: a program that is started again knows only what is on the disk.
    void aCodeIsRefusedAgainBehindARestartAndWithAClockSetBack()
    {
        StepsOnDisk disk;
        QCOMPARE(tryCode(disk, codeText(someStep), stepBegins + seconds(5)), std::string("ok"));

        StepsOnDisk restarted;
        restarted.kept = disk.kept;

        QCOMPARE(tryCode(restarted, codeText(someStep), stepBegins + seconds(6)), std::string("denied"));
        const Timestamp anHourAgo = stepBegins - hours(1);
        QCOMPARE(tryCode(restarted, codeText(*stepAt(anHourAgo)), anHourAgo), std::string("denied"));
        QCOMPARE(tryCode(restarted, codeText(someStep + 1), stepBegins + seconds(30)), std::string("ok"));
    }

    void aStepThatCouldNotBeKeptIsNotAccepted()
    {
        StepsOnDisk disk;
        disk.isFull = true;

        QCOMPARE(tryCode(disk, codeText(someStep), stepBegins), std::string("full"));

        QCOMPARE(disk.refusedWrites, 1);
        disk.isFull = false;
        QCOMPARE(tryCode(disk, codeText(someStep), stepBegins), std::string("ok"));
    }

    void stepsOfOnePersonAreNotThoseOfAnother()
    {
        StepsOnDisk disk;
        QCOMPARE(tryCode(disk, codeText(someStep), stepBegins), std::string("ok"));
        QVERIFY(acceptedStep(disk, "other", bytesOf(standardSeed), bytesOf(codeText(someStep)), stepBegins));
    }

    void takesTheBlanksOfAClipboardAndNothingElse()
    {
        QCOMPARE(*typedCode(bytesOf("000123")), 123U);
        QCOMPARE(*typedCode(bytesOf(" 287 082\r\n")), 287082U);
        for (const char* const wrong : {"", "28708", "2870821", "28708a", "-28708", "+28708", "287.082", "２87082",
                                        "                                 287082"}) {
            QCOMPARE(outcomeOf(typedCode(bytesOf(wrong))), std::string("invalid"));
        }
    }

    /// RFC 4648, section 10.
    void base32IsThatOfTheStandard()
    {
        const std::map<std::string, std::string> known{{"f", "MY"},           {"fo", "MZXQ"},
                                                       {"foo", "MZXW6"},      {"foob", "MZXW6YQ"},
                                                       {"fooba", "MZXW6YTB"}, {"foobar", "MZXW6YTBOI"}};
        for (const auto& [bytes, letters] : known) {
            QCOMPARE(textOf(base32Of(bytesOf(bytes))), letters);
            QCOMPARE(textOf(bytesOfBase32(bytesOf(letters + "===="))), bytes);
        }
        QCOMPARE(textOf(bytesOfBase32(bytesOf(" mzxw-6ytb oi\n"))), std::string("foobar"));
        for (const char* const wrong : {"", "=", "M", "MZX", "MZXW6Y", "M1", "M=Y", "MZ", "MY!", "é"}) {
            QCOMPARE(textOf(bytesOfBase32(bytesOf(wrong))), std::string("invalid"));
        }
    }

    void base32ReadsBackWhateverItWrote()
    {
        std::mt19937_64 random(41);
        for (int round = 0; round < 2'000; ++round) {
            std::string bytes(1 + random() % 60, '\0');
            for (char& each : bytes) {
                each = static_cast<char>(random());
            }
            const auto letters = base32Of(bytesOf(bytes));
            QCOMPARE(textOf(bytesOfBase32(letters->exposed())), bytes);
        }
    }

    void theAddressSaysAllThatAnAuthenticatorAsks()
    {
        QCOMPARE(textOf(otpauthAddress(bytesOf(standardSeed), "OmniTrade AI", "jo&ö")),
                 std::string("otpauth://totp/OmniTrade%20AI:jo%26%C3%B6?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                             "&issuer=OmniTrade%20AI&algorithm=SHA1&digits=6&period=30"));
        QCOMPARE(textOf(otpauthAddress(bytesOf("short"), "a", "b")), std::string("invalid"));
        QCOMPARE(textOf(otpauthAddress(bytesOf(standardSeed), "a:b", "c")), std::string("invalid"));
        QCOMPARE(textOf(otpauthAddress(bytesOf(standardSeed), "a", "")), std::string("invalid"));
        const std::string longest(64, '\xFF');
        QVERIFY(otpauthAddress(bytesOf(standardSeed), longest, longest));
    }

    void theGridIsAQrCode()
    {
        const auto address = otpauthAddress(bytesOf(standardSeed), "OmniTrade AI", "owner");
        const auto grid = qrGridOf(address->exposed());

        QVERIFY(grid);
        const std::size_t width = grid->width();
        QCOMPARE((width - 17) % 4, std::size_t{0});
        // Three eyes: 7 by 7 dark around, a light ring, 3 by 3 dark; light beside them.
        for (const auto& [top, left] : {std::pair<std::size_t, std::size_t>{0, 0}, {0, width - 7}, {width - 7, 0}}) {
            for (std::size_t row = 0; row < 7; ++row) {
                for (std::size_t column = 0; column < 7; ++column) {
                    const auto ring = std::min({row, column, 6 - row, 6 - column});
                    QCOMPARE(grid->isDark(top + row, left + column), ring != 1);
                }
            }
        }
        for (std::size_t at = 8; at < width - 8; ++at) {
            QCOMPARE(grid->isDark(6, at), at % 2 == 0); // the timing lines
            QCOMPARE(grid->isDark(at, 6), at % 2 == 0);
        }
        QVERIFY(grid->isDark(width - 8, 8)); // the module that is always dark
        QVERIFY(qrGridOf(bytesOf(std::string(1'024, 'x'))));
        QCOMPARE(outcomeOf(qrGridOf({})), std::string("invalid"));
        QCOMPARE(outcomeOf(qrGridOf(bytesOf(std::string(1'025, 'x')))), std::string("invalid"));
    }
};

QTEST_APPLESS_MAIN(TestTotp)
#include "tst_totp.moc"
