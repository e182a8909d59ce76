// needs: ui/dialogs/people ui/widgets host/runtime edge/security/accounts edge/platform Qt6::Widgets
//
// A person sets up an authenticator, on real accounts: QR code and key, a code, recovery codes of which one is asked
// for again (safety 4.3, ui-spec 13). No widget has a text with a secret.

#include "tests/support/people_kit.h"
#include "ui/dialogs/people/clipboard_loan.h"
#include "ui/dialogs/people/codes_box.h"
#include "ui/dialogs/people/enrol_dialog.h"
#include "ui/dialogs/people/owner_file.h"
#include "ui/dialogs/people/people_source.h"
#include "ui/dialogs/people/qr_view.h"
#include "ui/dialogs/people/secret_lines.h"
#include "ui/style/theme.h"
#include "ui/widgets/secret_field.h"

#include <QClipboard>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::people;
using namespace omni::tests;

namespace {

struct Bench {
    PeopleKit kit;
    Theme theme;
    platform::SecretBytes seed; ///< As the authenticator has it.
    std::unique_ptr<PeopleSource> source;
    QPointer<EnrolDialog> dialog;

    /// A source that keeps what the authenticator would read.
    class Reading final : public EnrolSource
    {
    public:
        Reading(PeopleSource& source, platform::SecretBytes& into)
            : m_source(source)
            , m_into(into)
        {
        }
        [[nodiscard]] QString person() const override
        {
            return m_source.person();
        }
        [[nodiscard]] platform::SecretBytes takeSeed() override
        {
            auto seed = m_source.takeSeed();
            m_into = std::move(*platform::SecretBytes::copyOf(seed.exposed()));
            return seed;
        }
        void confirm(platform::SecretBytes code) override
        {
            m_source.confirm(std::move(code));
        }
        [[nodiscard]] EnrolAnswer takeAnswer() override
        {
            return m_source.takeAnswer();
        }

    private:
        PeopleSource& m_source;
        platform::SecretBytes& m_into;
    };
    std::unique_ptr<Reading> reading;

    explicit Bench(ThemeKind kind = ThemeKind::Dark)
    {
        theme.apply(kind, UpDownSet::TealOrange, 100);
        kit.move(seconds(5)); // behind the grace of the step before
        static_cast<void>(
            kit.settles(runtime::AddPerson{{}, "olga", secretOf(ownersPassword), risk::humanRoles, true}));
        source = std::make_unique<PeopleSource>(*kit.keeper, "olga");
        reading = std::make_unique<Reading>(*source, seed);
        dialog = new EnrolDialog(theme, *reading);
        dialog->open();
    }
    ~Bench()
    {
        delete dialog;
    }
    [[nodiscard]] SecretField* field(const char* name) const
    {
        return dialog->findChild<SecretField*>(QLatin1String(name));
    }
    [[nodiscard]] QString text(const char* name) const
    {
        const auto* label = dialog->findChild<QLabel*>(QLatin1String(name));
        return label == nullptr ? QString() : label->text();
    }
    [[nodiscard]] QPushButton* button(const char* name) const
    {
        return dialog->findChild<QPushButton*>(QLatin1String(name));
    }
    void paste(const char* name, const std::string& words) const
    {
        QGuiApplication::clipboard()->setText(QString::fromStdString(words));
        QTest::keySequence(field(name), QKeySequence::Paste);
    }
    [[nodiscard]] CodesBox* codes() const
    {
        return dialog->findChild<CodesBox*>();
    }
    [[nodiscard]] std::string codeNumber(int number) const
    {
        return shownText(codes()->findChild<SecretLines*>()->lines().at(static_cast<std::size_t>(number - 1)));
    }
    /// Of everything that shows or describes something.
    [[nodiscard]] bool anywhere(const QString& words) const
    {
        for (const QWidget* widget : dialog->findChildren<QWidget*>()) {
            QString all = widget->accessibleName() + widget->accessibleDescription() + widget->toolTip();
            if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) {
                all += edit->text() + edit->displayText();
            }
            if (const auto* label = qobject_cast<const QLabel*>(widget)) {
                all += label->text();
            }
            if (all.contains(words)) {
                return true;
            }
        }
        return false;
    }
};

} // namespace

class TestEnrolDialog : public QObject
{
    Q_OBJECT

private slots:
    void aCodeWithBlanksFromTheClipboardGoesOffByItself()
    {
        Bench bench;
        QVERIFY(!bench.button("enrolAct")->isEnabled());
        const std::string code = bench.kit.codeOf(bench.seed);

        bench.paste("enrolCode", "  " + code.substr(0, 3) + " " + code.substr(3) + "\n");

        QTRY_VERIFY(bench.codes() != nullptr);
        QVERIFY(bench.kit.all->standing("olga")->hasSecondFactor);
        QVERIFY(bench.field("enrolCode") == nullptr || !bench.field("enrolCode")->isVisible());
    }

    void theKeyIsShownInGroupsOfFourAndIsThatOfTheSeed()
    {
        Bench bench;

        const auto& lines = bench.dialog->findChild<SecretLines*>(QStringLiteral("enrolKey"))->lines();

        QCOMPARE(lines.size(), std::size_t{1});
        const std::string key = shownText(lines.front());
        QCOMPARE(key.size(), std::size_t{39}); // 32 letters and 7 blanks
        for (std::size_t i = 0; i < key.size(); ++i) {
            QCOMPARE(key[i] == ' ', i % 5 == 4);
        }
        QVERIFY(!bench.anywhere(QString::fromStdString(key.substr(0, 9))));
    }

    void theQrCodeIsBlackOnWhiteWithAQuietZoneInEveryTheme()
    {
        for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light, ThemeKind::HighContrast}) {
            Bench bench(kind);
            auto* view = bench.dialog->findChild<QrView*>();
            view->resize(view->sizeHint());
            const QImage image = view->grab().toImage();
            const int module = bench.theme.px(5);
            QVERIFY(image.width() > 30 * module);
            for (int i = 0; i < image.width(); ++i) { // four modules around are white
                for (const int edge : {0, 4 * module - 1}) {
                    QCOMPARE(image.pixelColor(i, edge), QColor(Qt::white));
                    QCOMPARE(image.pixelColor(edge, i), QColor(Qt::white));
                    QCOMPARE(image.pixelColor(i, image.height() - 1 - edge), QColor(Qt::white));
                }
            }
            for (const int at : {4 * module, 5 * module, 10 * module}) { // the finder's upper row
                QCOMPARE(image.pixelColor(at + module / 2, 4 * module + module / 2), QColor(Qt::black));
            }
            QCOMPARE(image.pixelColor(5 * module + module / 2, 5 * module + module / 2), QColor(Qt::white));
        }
    }

    void aWrongCodeAndOneOfTheLastStepAreToldAndChangeNothing()
    {
        Bench bench;
        const std::string last = bench.kit.codeOf(bench.seed);
        bench.kit.move(seconds(60));
        for (const std::string& code : {last, std::string(last == "000000" ? "111111" : "000000")}) {
            QTest::keyClicks(bench.field("enrolCode"), QString::fromStdString(code));
            QTRY_VERIFY2(bench.text("enrolTold").contains(QStringLiteral("no code of the new authenticator")),
                         qPrintable(bench.text("enrolTold")));
            QVERIFY(bench.field("enrolCode")->isBlank() && bench.field("enrolCode")->isEnabled());
            QVERIFY(!bench.kit.all->standing("olga")->hasSecondFactor);
            QTest::keyClicks(bench.field("enrolCode"), QStringLiteral("1"));
            QTest::keyClick(bench.field("enrolCode"), Qt::Key_Backspace);
            QVERIFY(!bench.text("enrolTold").contains(QStringLiteral("no code of the new")));
        }

        QTest::keyClicks(bench.field("enrolCode"), QString::fromStdString(bench.kit.codeOf(bench.seed)));

        QTRY_VERIFY(bench.codes() != nullptr);
    }

    void whatWasBegunTooLongAgoHasToBeBegunAnew()
    {
        Bench bench;
        bench.kit.move(minutes(16));

        QTest::keyClicks(bench.field("enrolCode"), QString::fromStdString(bench.kit.codeOf(bench.seed)));

        QTRY_VERIFY2(bench.text("enrolTold").contains(QStringLiteral("begin anew")),
                     qPrintable(bench.text("enrolTold")));
        QVERIFY(!bench.field("enrolCode")->isEnabled() && !bench.button("enrolAct")->isEnabled());
        bench.dialog->reject();
        QTRY_VERIFY(bench.dialog == nullptr);
    }

    void itStaysUntilARecoveryCodeWasEnteredAgain()
    {
        Bench bench;
        QTest::keyClicks(bench.field("enrolCode"), QString::fromStdString(bench.kit.codeOf(bench.seed)));
        QTRY_VERIFY(bench.codes() != nullptr);
        QTest::keyClick(bench.dialog, Qt::Key_Escape);
        QVERIFY(bench.dialog->isVisible() && !bench.button("enrolAct")->isEnabled());
        QVERIFY(!bench.field("codeAgain")->isEnabled());
        QTest::mouseClick(bench.button("codesTurn"), Qt::LeftButton);
        const int asked = bench.codes()->askedFor();
        const std::string other = bench.codeNumber(asked == 1 ? 2 : 1);
        bench.paste("codeAgain", other);
        QVERIFY2(bench.text("codesTold").contains(QStringLiteral("That is not number")),
                 qPrintable(bench.text("codesTold")));
        QVERIFY(!bench.button("enrolAct")->isEnabled());
        QVERIFY(!bench.anywhere(QString::fromStdString(other)));
        QTest::keyClick(bench.field("codeAgain"), Qt::Key_Backspace, Qt::ControlModifier);

        std::string right = bench.codeNumber(asked);
        std::erase(right, '-');
        std::ranges::transform(right, right.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
        bench.paste("codeAgain", " " + right + "\n");

        QVERIFY(bench.codes()->isProven() && bench.button("enrolAct")->isEnabled());
        QTest::mouseClick(bench.button("enrolAct"), Qt::LeftButton);
        QTRY_VERIFY(bench.dialog == nullptr);
        QVERIFY(bench.kit.all->signIn("olga", {typed(ownersPassword), typed(right)})); // it was not used up
    }

    void recoveryCodesAreSavedForTheirOwnerAloneAndShownAgain()
    {
        Bench bench;
        QTest::keyClicks(bench.field("enrolCode"), QString::fromStdString(bench.kit.codeOf(bench.seed)));
        QTRY_VERIFY(bench.codes() != nullptr);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("codes.txt"));
        QFile before(path); // somebody's, readable for all
        QVERIFY(before.open(QIODevice::WriteOnly));
        before.write("before");
        before.close();

        bench.codes()->saveTo(path);

        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("olga") && text.contains(QByteArray::fromStdString(bench.codeNumber(10))));
        QCOMPARE(text.count('\n'), 12);
#if !defined(Q_OS_WIN)
        QCOMPARE(QFileInfo(path).permissions()
                     & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
#endif
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
        bench.codes()->saveTo(folder.filePath(QStringLiteral("nowhere/codes.txt")));
        QVERIFY2(bench.text("codesTold").startsWith(QStringLiteral("Not saved")), qPrintable(bench.text("codesTold")));
    }

    void whatWasCopiedLeavesTheClipboardUnlessItIsSomebodyElses()
    {
        lendToClipboard(QStringLiteral("ABCD-EFGH"), 60);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("ABCD-EFGH"));
        QCOMPARE(QGuiApplication::clipboard()->mimeData()->data(QStringLiteral("x-kde-passwordManagerHint")),
                 QByteArray("secret"));
        QTRY_COMPARE(QGuiApplication::clipboard()->text(), QString());

        lendToClipboard(QStringLiteral("ABCD-EFGH"), 60);
        QGuiApplication::clipboard()->setText(QStringLiteral("a shopping list"));
        QTest::qWait(150);

        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("a shopping list"));
    }

    void aCodeIsTheSameHoweverItIsWritten()
    {
        QVERIFY(isSameCode(typed("abcd efgh-IJKL mnop"), typed("ABCD-EFGH-IJKL-MNOP")));
        QVERIFY(!isSameCode(typed("ABCD-EFGH-IJKL-MNO"), typed("ABCD-EFGH-IJKL-MNOP")));
        QVERIFY(!isSameCode(typed("ABCD-EFGH-IJKL-MNOPP"), typed("ABCD-EFGH-IJKL-MNOP")));
        QVERIFY(!isSameCode(typed(""), typed("ABCD")));
        QVERIFY(!isSameCode(typed(""), typed("")));
    }
};

QTEST_MAIN(TestEnrolDialog)
#include "tst_enrol_dialog.moc"
