// needs: edge/platform
#include "core/edge/platform/secret_input.h"

#include <QTest>

#include <array>
#include <string>

#include <fcntl.h>
#include <unistd.h>

using namespace omni;
using namespace omni::platform;

namespace {

/// A pipe that already holds `text` and has ended.
class Given
{
public:
    explicit Given(const std::string& text)
    {
        if (::pipe(m_ends.data()) == 0) {
            ::fcntl(m_ends[1], F_SETPIPE_SZ, 1 << 16);
            m_isWhole = ::write(m_ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size());
            ::close(m_ends[1]);
        }
    }
    ~Given()
    {
        ::close(m_ends[0]);
    }
    Given(const Given&) = delete;
    Given& operator=(const Given&) = delete;
    [[nodiscard]] int descriptor() const
    {
        return m_isWhole ? m_ends[0] : -1;
    }

private:
    std::array<int, 2> m_ends{-1, -1};
    bool m_isWhole = false;
};

std::string textOf(const Result<SecretBytes>& read)
{
    return read ? std::string(reinterpret_cast<const char*>(read->exposed().data()), read->size())
                : "!" + std::string(nameOf(read.error().code));
}

} // namespace

class TestSecretInput : public QObject
{
    Q_OBJECT

private slots:
    void linesComeOneByOneAndTheRestAsItIs()
    {
        const Given given("first line\r\n second \nthe rest\nhas lines\n\n");
        QCOMPARE(textOf(readSecretLine(given.descriptor())), std::string("first line"));
        QCOMPARE(textOf(readSecretLine(given.descriptor())), std::string(" second ")); // blanks belong to it
        QCOMPARE(textOf(readSecretRest(given.descriptor())), std::string("the rest\nhas lines"));
        QVERIFY(textOf(readSecretLine(given.descriptor())).starts_with('!'));
    }
    void theLastLineMayLackItsEnd()
    {
        const Given given("no end");
        QCOMPARE(textOf(readSecretLine(given.descriptor())), std::string("no end"));
    }
    void anEmptyLineIsOneAndNothingIsNone()
    {
        const Given empty("\n"), nothing("");
        QCOMPARE(textOf(readSecretLine(empty.descriptor())), std::string());
        QVERIFY(!readSecretLine(nothing.descriptor()).has_value());
        QVERIFY(readSecretLine(nothing.descriptor()).error().code == Errc::NotFound);
    }
    void whatIsTooLongIsRefused()
    {
        const Given most(std::string(mostSecretInput, 'x')), more(std::string(mostSecretInput + 1, 'x'));
        QCOMPARE(readSecretLine(most.descriptor())->size(), mostSecretInput);
        QVERIFY(readSecretLine(more.descriptor()).error().code == Errc::Full);
    }
    void aDescriptorThatIsNoneIsSaidSo()
    {
        QVERIFY(readSecretLine(-1).error().code == Errc::Unavailable);
        QVERIFY(readSecretRest(9'999).error().code == Errc::Unavailable);
    }
};

QTEST_APPLESS_MAIN(TestSecretInput)
#include "tst_secret_input.moc"
