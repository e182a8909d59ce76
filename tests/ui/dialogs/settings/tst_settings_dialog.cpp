// needs: ui/dialogs/settings tests/support/fake_terminal tests/support/pseudo_locale Qt6::Widgets
#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/pseudo_locale/pseudo_locale.h"
#include "ui/bridge/engine_link.h"
#include "ui/bridge/user_settings.h"
#include "ui/commands/registry.h"
#include "ui/dialogs/settings/settings_dialog.h"
#include "ui/style/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <random>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::settings;
using omni::testing::FakeTerminal;
using omni::testing::PseudoLocale;

namespace {

struct Bench {
    FakeTerminal terminal;
    Theme theme;
    CommandRegistry commands;
    Formats formats;
    std::unique_ptr<EngineLink> link;
    std::unique_ptr<UserSettings> user;
    std::unique_ptr<SettingsDialog> dialog;

    explicit Bench(bool hasSession = true)
    {
        if (hasSession) {
            views::DeskSnapshot shot;
            shot.session = std::make_shared<const events::SessionStarted>();
            terminal.show(shot);
        }
        link = std::make_unique<EngineLink>(terminal);
        link->poll();
        user = std::make_unique<UserSettings>(*link);
        dialog = std::make_unique<SettingsDialog>(*link, *user, commands, theme, formats, nullptr);
    }
    void type(const char* limit, const char* text) const
    {
        dialog->findChild<QLineEdit*>(QString::fromLatin1(limit))->setText(QString::fromLatin1(text));
    }
    void show() const
    {
        dialog->show();
        dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(dialog.get()));
    }
    [[nodiscard]] QString diff() const
    {
        return dialog->findChild<QLabel*>(QStringLiteral("settingsChanges"))->text();
    }
    [[nodiscard]] QLineEdit* limit(const char* key) const
    {
        return dialog->findChild<QLineEdit*>(QString::fromLatin1(key));
    }
    [[nodiscard]] QComboBox* choice(const QString& name) const
    {
        for (auto* box : dialog->findChildren<QComboBox*>()) {
            if (box->accessibleName() == name) {
                return box;
            }
        }
        return nullptr;
    }
    [[nodiscard]] QPushButton* save() const
    {
        for (auto* button : dialog->findChildren<QPushButton*>()) {
            if (button->text() == SettingsDialog::tr("Save")) {
                return button;
            }
        }
        return nullptr;
    }
    [[nodiscard]] QLineEdit* edit(const QString& name) const
    {
        for (auto* candidate : dialog->findChildren<QLineEdit*>()) {
            if (candidate->accessibleName().startsWith(name)) {
                return candidate;
            }
        }
        return nullptr;
    }
};

} // namespace

class TestSettingsDialog : public QObject
{
    Q_OBJECT

private slots:
    void savesNothingBeforeSomethingIsChanged()
    {
        Bench bench;
        QVERIFY(!bench.save()->isEnabled());
    }

    void aTighterLimitNeedsAReasonOnly()
    {
        Bench bench;
        bench.type("daily_loss", "1.5");
        QVERIFY(!bench.save()->isEnabled());
        bench.edit(QStringLiteral("Reason"))->setText(QStringLiteral("careful week"));
        QVERIFY(bench.save()->isEnabled());
        bench.save()->click();
        const auto* wish = bench.terminal.lastWish<events::SetLimits>();
        QVERIFY(wish != nullptr);
        QCOMPARE(wish->limits.dailyLoss.count, 150);
        QVERIFY(!bench.terminal.sent.back().stepUp);
        QCOMPARE(bench.terminal.sent.back().reason.view(), std::string_view("careful week"));
    }

    void aLooserLimitNeedsTheSentenceToo()
    {
        Bench bench;
        bench.type("daily_loss", "3");
        bench.edit(QStringLiteral("Reason"))->setText(QStringLiteral("tested it"));
        QVERIFY(!bench.save()->isEnabled());
        bench.edit(QStringLiteral("Type"))->setText(SettingsDialog::sentence());
        QVERIFY(bench.save()->isEnabled());
        bench.save()->click();
        QVERIFY(bench.terminal.sent.back().stepUp);
        QCOMPARE(bench.terminal.sent.size(), std::size_t{1});
    }

    void showsEachDifferenceBeforeItIsApplied()
    {
        Bench bench;
        bench.type("daily_loss", "3");
        bench.type("drawdown", "5");
        const QString shown = bench.dialog->findChild<QLabel*>(QStringLiteral("settingsChanges"))->text();
        QVERIFY2(shown.contains(QStringLiteral("Daily loss: 2.00 % eq. → 3.00 % eq., looser")), qPrintable(shown));
        QVERIFY2(shown.contains(QStringLiteral("Drawdown from peak: 6.00 % eq. → 5.00 % eq.")), qPrintable(shown));
        QVERIFY(bench.terminal.sent.empty());
    }

    void whatCannotBeIsNotSaved()
    {
        Bench bench;
        bench.type("daily_loss", "9");
        bench.edit(QStringLiteral("Reason"))->setText(QStringLiteral("more"));
        QVERIFY(!bench.save()->isEnabled());
        QVERIFY(bench.save()->toolTip().contains(QStringLiteral("0.01 to 5.00")));
    }

    void grossExposureIsHeldToTheLeverage()
    {
        Bench bench;
        bench.type("gross_exposure", "150");
        bench.edit(QStringLiteral("Reason"))->setText(QStringLiteral("more"));
        bench.edit(QStringLiteral("Type"))->setText(SettingsDialog::sentence());
        QVERIFY(!bench.save()->isEnabled());
        bench.type("leverage", "1.5");
        QVERIFY(bench.save()->isEnabled());
    }

    void withoutASessionLimitsAreNotInvented()
    {
        Bench bench(false);
        QVERIFY(bench.dialog->findChild<QLineEdit*>(QStringLiteral("daily_loss")) == nullptr);
    }

    void cancelLeavesEverythingAsItWas()
    {
        Bench bench;
        bench.type("daily_loss", "1");
        bench.dialog->reject();
        QVERIFY(bench.terminal.sent.empty());
        QCOMPARE(bench.user->choices(), UserChoices{});
    }

    void ctrlZTakesBackTheLastEditWhereverItWas()
    {
        Bench bench;
        bench.show();
        QTest::keyClick(bench.limit("daily_loss"), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(bench.limit("daily_loss"), QStringLiteral("1.5"));
        bench.choice(QStringLiteral("Theme"))->setCurrentIndex(1);
        QVERIFY(bench.diff().contains(QStringLiteral("Theme: Dark → Light")));
        QVERIFY(bench.diff().contains(QStringLiteral("Daily loss: 2.00 % eq. → 1.50 % eq.")));
        QTest::keyClick(bench.limit("daily_loss"), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(bench.choice(QStringLiteral("Theme"))->currentIndex(), 0);
        QVERIFY(!bench.diff().contains(QStringLiteral("Theme")));
        // Three letters typed are one edit.
        QTest::keyClick(bench.limit("daily_loss"), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(bench.limit("daily_loss")->text(), QStringLiteral("2.00"));
        QCOMPARE(bench.diff(), SettingsDialog::tr("Nothing is changed yet."));
        QTest::keyClick(bench.limit("daily_loss"), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(bench.diff(), SettingsDialog::tr("Nothing is changed yet."));
    }

    void ctrlShiftZMakesItAgainUntilSomethingElseIsEdited()
    {
        Bench bench;
        bench.show();
        const auto again = Qt::ControlModifier | Qt::ShiftModifier;
        bench.type("daily_loss", "1.5");
        QTest::keyClick(bench.dialog.get(), Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(bench.dialog.get(), Qt::Key_Z, again);
        QCOMPARE(bench.limit("daily_loss")->text(), QStringLiteral("1.50"));
        QVERIFY(bench.diff().contains(QStringLiteral("Daily loss: 2.00 % eq. → 1.50 % eq.")));
        QTest::keyClick(bench.dialog.get(), Qt::Key_Z, Qt::ControlModifier);
        bench.type("drawdown", "5");
        QTest::keyClick(bench.dialog.get(), Qt::Key_Z, again);
        QCOMPARE(bench.limit("daily_loss")->text(), QStringLiteral("2.00"));
        QVERIFY(bench.diff().contains(QStringLiteral("Drawdown")));
    }

    void ctrlZFirstPutsBackWhatCannotBe()
    {
        Bench bench;
        bench.show();
        bench.type("daily_loss", "1.5");
        bench.type("daily_loss", "9");
        QTest::keyClick(bench.limit("daily_loss"), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(bench.limit("daily_loss")->text(), QStringLiteral("1.50"));
        QTest::keyClick(bench.limit("daily_loss"), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(bench.limit("daily_loss")->text(), QStringLiteral("2.00"));
    }

    /// Whatever is edited and however often, taking all back shows and stages what was; making all again, what came.
    void takingBackEverythingIsWhereItBegan()
    {
        const UserChoices plain;
        const risk::Limits limits;
        std::mt19937_64 draws(20'251'014);
        for (int round = 0; round < 2'000; ++round) {
            Staged staged(plain, limits, true, Formats{});
            const auto count = draws() % 260;
            for (std::uint64_t i = 0; i < count; ++i) {
                UserChoices choices = staged.choices();
                risk::Limits next = staged.limits();
                switch (draws() % 4) {
                case 0:
                    choices.scalePercent = static_cast<int>(80 + draws() % 13 * 10);
                    staged.setChoices(choices);
                    break;
                case 1:
                    next.dailyLoss.count = static_cast<std::int32_t>(1 + draws() % 500);
                    staged.setLimits(next);
                    break;
                case 2:
                    staged.undo();
                    break;
                default:
                    choices.comfortableRows = !choices.comfortableRows;
                    staged.setChoices(choices);
                }
            }
            while (staged.redo()) { }
            const UserChoices last = staged.choices();
            const risk::Limits lastLimits = staged.limits();
            int steps = 0;
            while (staged.undo()) {
                ++steps;
            }
            QVERIFY(steps <= 200);
            if (steps < 200) {
                QVERIFY(staged.choices() == plain);
                QVERIFY(staged.limits() == limits);
            }
            while (staged.redo()) { }
            QVERIFY(staged.choices() == last);
            QVERIFY(staged.limits() == lastLimits);
        }
    }

    void everythingThatTakesTheFocusHasAName()
    {
        Bench bench;
        for (const auto* widget : bench.dialog->findChildren<QWidget*>()) {
            const bool isInner = widget->objectName().startsWith(QLatin1String("qt_"))
                || qobject_cast<QComboBox*>(widget->parentWidget()) != nullptr
                || widget->parentWidget()->inherits("QAbstractItemView")
                || widget->parentWidget()->inherits("QKeySequenceEdit") || widget->inherits("QComboBoxListView");
            if (widget->focusPolicy() != Qt::NoFocus && !isInner) {
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
            }
        }
    }

    void everyWordIsTranslated()
    {
        PseudoLocale locale;
        QCoreApplication::installTranslator(&locale);
        Bench bench;
        const auto widgets = bench.dialog->findChildren<QLabel*>();
        QVERIFY(!widgets.isEmpty());
        for (const QLabel* label : widgets) {
            const bool isName = label->text() == QStringLiteral("XChaCha20-Poly1305, Argon2id");
            const bool isUnit = label->text().size() <= 6 || isName;
            QVERIFY2(isUnit || PseudoLocale::isTranslated(label->text()), qPrintable(label->text()));
        }
        QCoreApplication::removeTranslator(&locale);
    }
};

QTEST_MAIN(TestSettingsDialog)
#include "tst_settings_dialog.moc"
