// needs: tests/support/pane_scenes tests/support/fake_terminal tests/support/golden tests/support/shown_texts
// Qt6::Widgets Every pane in every state in the language en-XA, at 80 to 200 %, and from right to left: all words are
// translated, none is cut, and what stood at the left stands at the right.
#include "tests/support/shown_texts/shown_texts.h"
#include "tests/ui/panes/pane_pictures.h"

#include <QAbstractButton>
#include <QFile>
#include <QLabel>
#include <QTableView>

#include <set>
#include <utility>
#include <vector>

using namespace omni;
using namespace omni::testing;

namespace {

void addScenes()
{
    QTest::addColumn<int>("scene");
    const auto& all = allPaneScenes();
    for (std::size_t i = 0; i < all.size(); ++i) {
        QTest::addRow("%s/%s", all[i].pane, all[i].name) << static_cast<int>(i);
    }
}

/// Of a pane, in one order: labels and buttons that can be seen, charts left out, which are never mirrored.
QList<QWidget*> partsOf(const QWidget& pane)
{
    QList<QWidget*> parts;
    for (auto* part : pane.findChildren<QWidget*>()) {
        const bool isPart = qobject_cast<QLabel*>(part) != nullptr || qobject_cast<QAbstractButton*>(part) != nullptr;
        bool isInChart = false;
        for (const QWidget* at = part; at != &pane; at = at->parentWidget()) {
            isInChart = isInChart || at->inherits("omni::ui::ChartView");
        }
        if (isPart && !isInChart && part->isVisibleTo(&pane)) {
            parts << part;
        }
    }
    return parts;
}

/// One stands left of the other within one parent.
bool isLeftOf(const QWidget& one, const QWidget& other)
{
    return one.parentWidget() == other.parentWidget() && one.geometry().right() <= other.geometry().left()
        && one.geometry().top() < other.geometry().bottom() && other.geometry().top() < one.geometry().bottom();
}

const PaneScene& sceneAt(int at)
{
    return allPaneScenes()[static_cast<std::size_t>(at)];
}

} // namespace

class TestPaneLanguages : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const QString why = whyNoPictures(); !why.isEmpty()) {
            QSKIP(qPrintable(why));
        }
    }

    void everyPaneOfTheRegistryHasScenes()
    {
        std::set<std::string_view> shown;
        for (const PaneScene& scene : allPaneScenes()) {
            shown.insert(scene.pane);
        }
        std::set<std::string_view> known;
        for (const ui::PaneInfo* info : ui::allPanes()) {
            known.insert(info->key);
        }

        QVERIFY(shown == known);
    }

    void everyPaneOfTheRegistryStandsInOneListOfPictures()
    {
        std::multiset<std::string_view> listed;
        for (const PictureList& list : pictureLists()) {
            listed.insert(list.panes.begin(), list.panes.end());
        }
        std::multiset<std::string_view> known;
        for (const ui::PaneInfo* info : ui::allPanes()) {
            known.insert(info->key);
        }

        QVERIFY(listed == known);
        for (const PictureList& list : pictureLists()) {
            const QString test = QStringLiteral(OMNI_SOURCE_DIR "/tests/ui/panes/tst_pane_pictures_%1.cpp")
                                     .arg(QString::fromLatin1(list.name.data(), qsizetype(list.name.size())));
            QFile source(test);
            QVERIFY2(source.open(QIODevice::ReadOnly), qPrintable(test));
            const QByteArray call
                = "addPictureRows(\"" + QByteArray(list.name.data(), qsizetype(list.name.size())) + "\")";
            QVERIFY2(source.readAll().contains(call), call.constData());
        }
    }

    void everySceneWithDataSaysItsFigures()
    {
        for (const PaneScene& scene : allPaneScenes()) {
            QVERIFY2(!scene.showsData() || *scene.says != '\0', qPrintable(scene.pictureName(Guise::Dark)));
        }
    }

    void everyWordIsTranslated_data()
    {
        addScenes();
    }
    void everyWordIsTranslated()
    {
        QFETCH(int, scene);
        const auto stage = staged(sceneAt(scene), Guise::Pseudo);
        QVERIFY(stage != nullptr);

        // Names of the account and the venue; what a part says that nobody here knows; a note.
        const QStringList data{QStringLiteral("demo"),
                               QStringLiteral("test"),
                               QStringLiteral("all durable"),
                               QStringLiteral("the disk is slow"),
                               QStringLiteral("no message for 42 s"),
                               QStringLiteral("patience"),
                               QStringLiteral("Waited for the retest. Size was right.")};
        const QStringList found = untranslated(*stage->bench.pane, data);

        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }

    void whatStoodLeftStandsRight_data()
    {
        addScenes();
    }
    void whatStoodLeftStandsRight()
    {
        QFETCH(int, scene);
        std::vector<std::pair<qsizetype, qsizetype>> pairs;
        qsizetype count = 0;
        {
            const auto stage = staged(sceneAt(scene), Guise::Dark);
            QVERIFY(stage != nullptr);
            const auto parts = partsOf(*stage->bench.pane);
            count = parts.size();
            for (qsizetype i = 0; i < count; ++i) {
                for (qsizetype j = 0; j < count; ++j) {
                    if (isLeftOf(*parts[i], *parts[j])) {
                        pairs.emplace_back(i, j);
                    }
                }
            }
        }

        const auto stage = staged(sceneAt(scene), Guise::Mirrored);
        QVERIFY(stage != nullptr);
        const auto parts = partsOf(*stage->bench.pane);

        QCOMPARE(parts.size(), count);
        for (const auto& [i, j] : pairs) {
            QVERIFY2(isLeftOf(*parts[j], *parts[i]),
                     qPrintable(QDebug::toString(parts[i]) + QDebug::toString(parts[j])));
        }
    }

    void namesFromOutsideBreakNoRow_data()
    {
        QTest::addColumn<int>("scene");
        QTest::addColumn<QString>("name");
        const QString arabic = QString::fromUtf8("\u0628\u062a\u0643\u0648\u064a\u0646\u202e");
        for (std::size_t i = 0; i < allPaneScenes().size(); ++i) {
            if (allPaneScenes()[i].showsData()) {
                QTest::addRow("%s, from right to left", allPaneScenes()[i].pane) << static_cast<int>(i) << arabic;
                QTest::addRow("%s, 10 kB", allPaneScenes()[i].pane)
                    << static_cast<int>(i) << QStringLiteral("<b>W ").repeated(2'500);
            }
        }
    }
    void namesFromOutsideBreakNoRow()
    {
        QFETCH(int, scene);
        QFETCH(QString, name);
        const auto stage = staged(sceneAt(scene), Guise::Dark);
        QVERIFY(stage != nullptr);
        ui::Pane& pane = *stage->bench.pane;
        const QSize before = pane.size();
        views::DeskSnapshot desk = *stage->bench.terminal.snapshotShown;
        for (views::InstrumentView& view : desk.instruments) {
            view.instrument.symbol = name.toStdString();
        }
        for (views::StrategyView& strategy : desk.strategies) {
            strategy.spec = name.toStdString();
        }

        stage->bench.terminal.show(desk);
        stage->bench.frame();
        QCoreApplication::processEvents();
        pane.grab();

        QVERIFY(pane.minimumSizeHint().width() <= before.width());
        QCOMPARE(pane.size(), before);
        for (const auto* table : pane.findChildren<QTableView*>()) {
            for (int row = 0; row < table->model()->rowCount(); ++row) {
                QCOMPARE(table->rowHeight(row), stage->bench.theme.rowHeight());
            }
        }
    }

    void noWordIsCut_data()
    {
        QTest::addColumn<int>("scene");
        QTest::addColumn<int>("guise");
        for (const Guise guise :
             {Guise::Dark, Guise::Pseudo, Guise::Mirrored, Guise::Small, Guise::Large, Guise::Huge}) {
            for (std::size_t i = 0; i < allPaneScenes().size(); ++i) {
                addPictureRow(i, guise);
            }
        }
    }
    void noWordIsCut()
    {
        QFETCH(int, scene);
        QFETCH(int, guise);
        const auto stage = staged(sceneAt(scene), static_cast<Guise>(guise));
        QVERIFY(stage != nullptr);

        const QStringList cut = cutTexts(*stage->bench.pane);

        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
    }
};

OMNI_PICTURES_MAIN(TestPaneLanguages)
#include "tst_pane_languages.moc"
