// needs: ui/widgets Qt6::Widgets
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/pane_table.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonObject>
#include <QLineEdit>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace omni::ui;

namespace {

struct Row {
    std::uint64_t key = 0;
    QString name;
    std::optional<int> value;
    friend bool operator==(const Row&, const Row&) = default;
};

class Numbers final : public RowsModel<Row>
{
public:
    enum { Name, Value, Note };

    explicit Numbers(const Theme& theme)
        : RowsModel(theme,
                    {{QStringLiteral("name"), QStringLiteral("Name"), false, 100},
                     {QStringLiteral("value"), QStringLiteral("Value"), true, 40, true, true},
                     {QStringLiteral("note"), QStringLiteral("Note"), false, 80}},
                    nullptr)
    {
    }
    mutable int made = 0;

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override
    {
        ++made;
        if (column == Name) {
            return {row.name};
        }
        return {column == Value ? (row.value ? QString::number(*row.value) : missing()) : QStringLiteral("=1+1")};
    }
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override
    {
        if (column == Value) {
            return row.value ? SortKey::of(*row.value) : SortKey{};
        }
        return SortKey::of(row.name);
    }
};

std::vector<Row> rows(std::initializer_list<std::pair<const char*, std::optional<int>>> list)
{
    std::vector<Row> out;
    for (const auto& [name, value] : list) {
        out.push_back({static_cast<std::uint64_t>(name[0]), QString::fromLatin1(name), value});
    }
    return out;
}

QStringList seen(PaneTable& table, int column = 0)
{
    QStringList texts;
    const auto* model = table.view().model();
    for (int row = 0; row < model->rowCount(); ++row) {
        texts << model->index(row, column).data().toString();
    }
    return texts;
}

} // namespace

class TestPaneTable : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_theme->apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        m_model = std::make_unique<Numbers>(*m_theme);
        m_model->setRows(rows({{"b", 2}, {"a", 10}, {"d", std::nullopt}, {"c", 1}}));
        m_table = std::make_unique<PaneTable>(*m_theme, *m_model, QStringLiteral("Numbers"), nullptr);
        m_table->resize(400, 300);
    }
    void cleanup()
    {
        m_table.reset();
        m_model.reset();
        m_theme.reset();
    }

    void aFrameEmitsOneRangeOverAllThatChanged()
    {
        const QAbstractItemModelTester tester(m_model.get());
        QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->setRows(rows({{"b", 3}, {"a", 10}, {"d", std::nullopt}, {"c", 5}}));

        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes[0][0].toModelIndex().row(), 0);
        QCOMPARE(changes[0][1].toModelIndex().row(), 3);
        m_model->setRows(rows({{"b", 3}, {"a", 10}, {"d", std::nullopt}, {"c", 5}}));
        QCOMPARE(changes.count(), 1); // nothing changed, nothing is told
    }

    void rowsThatStayKeepTheirPlace()
    {
        const QAbstractItemModelTester tester(m_model.get());
        QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
        QSignalSpy added(m_model.get(), &QAbstractItemModel::rowsInserted);
        m_model->setRows(rows({{"e", 9}, {"c", 1}, {"a", 11}}));

        QStringList names;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            names << m_model->row(row).name;
        }
        QCOMPARE(names, (QStringList{QStringLiteral("a"), QStringLiteral("c"), QStringLiteral("e")}));
        QCOMPARE(removed.count(), 2);
        QCOMPARE(added.count(), 1);
        QCOMPARE(m_model->indexOf('c'), 1);
        QCOMPARE(m_model->indexOf('b'), -1);
    }

    void anyPictureAfterAnyOtherIsShownExactly()
    {
        const QAbstractItemModelTester tester(m_model.get());
        std::uint32_t state = 12'345;
        const auto next = [&state](std::uint32_t below) {
            state = state * 1'664'525U + 1'013'904'223U;
            return (state >> 8) % below;
        };
        for (int round = 0; round < 500; ++round) {
            std::vector<Row> wanted;
            for (std::uint64_t key = 1; key <= 30; ++key) {
                if (next(3) != 0) {
                    wanted.push_back({key, QString::number(key), static_cast<int>(next(4))});
                }
            }
            m_model->setRows(wanted);
            QCOMPARE(m_model->rowCount(), static_cast<int>(wanted.size()));
            for (const Row& row : wanted) {
                const int at = m_model->indexOf(row.key);
                QVERIFY(at >= 0 && m_model->row(at) == row);
                QCOMPARE(m_model->cell(at, Numbers::Value).text, QString::number(*row.value));
            }
        }
    }

    void cellsAreMadeOnceUntilTheirRowChanges()
    {
        m_model->made = 0;
        (void)m_model->cell(0, 0);
        (void)m_model->cell(0, 0);
        QCOMPARE(m_model->made, 1);
        m_model->setRows(rows({{"b", 7}, {"a", 10}, {"d", std::nullopt}, {"c", 1}}));
        (void)m_model->cell(0, 0);
        (void)m_model->cell(1, 0);
        QVERIFY(m_model->made > 2);
    }

    void onlyWhatCanBeSeenIsMade()
    {
        std::vector<Row> many;
        for (std::uint64_t key = 1; key <= 10'000; ++key) {
            many.push_back({key, QString::number(key), 1});
        }
        m_model->setRows(many);
        m_table->show();
        m_model->made = 0;
        m_table->grab();

        QVERIFY2(m_model->made < 200, qPrintable(QString::number(m_model->made)));
    }

    void sortsByNumberAndPutsTheMissingLast()
    {
        m_table->view().sortByColumn(Numbers::Value, Qt::AscendingOrder);
        QCOMPARE(seen(*m_table),
                 (QStringList{QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("d")}));
        m_table->view().sortByColumn(Numbers::Value, Qt::DescendingOrder);
        QCOMPARE(seen(*m_table),
                 (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")}));
    }

    void aChangeDoesNotMoveARowAtOnce()
    {
        m_table->view().sortByColumn(Numbers::Value, Qt::AscendingOrder);
        const QStringList before = seen(*m_table);
        m_model->setRows(rows({{"b", 2}, {"a", 10}, {"d", std::nullopt}, {"c", 99}}));

        QCOMPARE(seen(*m_table), before);
        QTRY_COMPARE(seen(*m_table).at(2), QStringLiteral("c")); // put in order a moment later
    }

    void filtersByEveryWord()
    {
        m_table->setFilter(QStringLiteral("A 1"));
        QCOMPARE(seen(*m_table), (QStringList{QStringLiteral("a")})); // "a" with 10
        m_table->setFilter({});
        QCOMPARE(m_table->shownRows(), 4);
    }

    void copiesTheChosenRowsWithTheirHeads()
    {
        m_table->show();
        m_table->setCurrentRow(1);
        QCOMPARE(m_table->copiedText(), QStringLiteral("Name\tValue\tNote\na\t10\t'=1+1\n"));
        QTest::keyClick(&m_table->view(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), m_table->copiedText());
    }

    void savesItsRowsWhereThePersonSays()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("rows.csv"));
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        emit m_table->exportAsked();
        auto* ask = m_table->findChild<QFileDialog*>();
        QVERIFY(ask != nullptr && ask->isVisible());
        emit ask->fileSelected(path);
        ask->close();
        QTRY_VERIFY(QFileInfo(path).size() > 0);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()).count(QStringLiteral("\r\n")), m_table->shownRows() + 1);
    }

    void exportsWhatIsSeenAndNoFormula()
    {
        m_table->view().sortByColumn(Numbers::Value, Qt::AscendingOrder);
        m_table->view().setColumnHidden(Numbers::Name, true);
        QString text;
        m_table->exportCsv([&text](const QString& given) { text = given; });
        QVERIFY(text.isEmpty()); // made between frames

        QTRY_COMPARE(text, QStringLiteral("Value,Note\r\n1,'=1+1\r\n2,'=1+1\r\n10,'=1+1\r\n–,'=1+1\r\n"));
    }

    void aLargeExportComesWholeAndOnce()
    {
        std::vector<Row> many;
        for (std::uint64_t key = 1; key <= 2'345; ++key) {
            many.push_back({key, QStringLiteral("a,\"b\""), 1});
        }
        m_model->setRows(many);
        int calls = 0;
        QString text;
        m_table->exportCsv([&](const QString& given) {
            ++calls;
            text = given;
        });
        QTRY_COMPARE(calls, 1);
        QCOMPARE(text.count(QStringLiteral("\r\n")), 2'346);
        QVERIFY(text.contains(QStringLiteral("\"a,\"\"b\"\"\",1,")));
    }

    void aLayoutComesBack()
    {
        m_table->view().horizontalHeader()->moveSection(0, 2);
        m_table->view().setColumnWidth(Numbers::Value, 123);
        m_table->view().setColumnHidden(Numbers::Note, true);
        m_table->view().sortByColumn(Numbers::Value, Qt::DescendingOrder);
        const QJsonObject state = m_table->saveState();
        PaneTable other(*m_theme, *m_model, QStringLiteral("Numbers"), nullptr);
        other.restoreState(state);

        QCOMPARE(other.saveState(), state);
        QCOMPARE(other.view().columnWidth(Numbers::Value), 123);
        QVERIFY(other.view().isColumnHidden(Numbers::Note));
        QCOMPARE(seen(other), seen(*m_table));
    }

    void aDamagedLayoutIsNoFailure()
    {
        QJsonObject state;
        state[QStringLiteral("columns")] = QJsonArray{
            QJsonObject{{QStringLiteral("key"), QStringLiteral("gone")}}, 7,
            QJsonObject{{QStringLiteral("key"), QStringLiteral("value")}, {QStringLiteral("width"), -5}},
            QJsonObject{{QStringLiteral("key"), QStringLiteral("value")}, {QStringLiteral("shown"), false}}};
        state[QStringLiteral("sort")] = QStringLiteral("gone");
        m_table->restoreState(state);

        QVERIFY(!m_table->view().isColumnHidden(Numbers::Value));
        QVERIFY(m_table->view().columnWidth(Numbers::Value) > 20);
    }

    void enterOpensARowAndNumbersStandRight()
    {
        m_table->show();
        QSignalSpy opened(m_table.get(), &PaneTable::activated);
        m_table->setCurrentRow(2);
        QTest::keyClick(&m_table->view(), Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened[0][0].toInt(), 2);
        QCOMPARE(m_model->index(0, Numbers::Value).data(Qt::TextAlignmentRole).toInt(),
                 static_cast<int>(Qt::AlignRight | Qt::AlignVCenter));
        QCOMPARE(m_table->view().rowHeight(0), 22);
        m_theme->setComfortable(true);
        QCOMPARE(m_table->view().rowHeight(0), 28);
    }

    void everyFocusableHasAName()
    {
        QCOMPARE(m_table->view().accessibleName(), QStringLiteral("Numbers"));
        for (const auto* widget : m_table->findChildren<QWidget*>()) {
            const bool isInner = widget->objectName().startsWith(QLatin1String("qt_"))
                || widget->parentWidget()->inherits("QAbstractItemView");
            QVERIFY2(isInner || widget->focusPolicy() == Qt::NoFocus || !widget->accessibleName().isEmpty(),
                     widget->metaObject()->className());
        }
        QCOMPARE(m_model->index(1, Numbers::Value).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Value 10"));
    }

    void aChangeIsMarkedForAMomentAndNotWithReducedMotion()
    {
        (void)m_model->cell(0, Numbers::Value);
        m_model->setRows(rows({{"b", 3}, {"a", 10}, {"d", std::nullopt}, {"c", 1}}));
        QVERIFY(m_model->index(0, Numbers::Value).data(CellMarkRole).toBool());
        QVERIFY(!m_model->index(0, Numbers::Name).data(CellMarkRole).toBool());
        QTRY_VERIFY(!m_model->index(0, Numbers::Value).data(CellMarkRole).toBool());

        m_theme->setReducedMotion(true);
        (void)m_model->cell(0, Numbers::Value);
        m_model->setRows(rows({{"b", 4}, {"a", 10}, {"d", std::nullopt}, {"c", 1}}));
        QVERIFY(!m_model->index(0, Numbers::Value).data(CellMarkRole).toBool());
    }

    void aNumberIsNeverCut()
    {
        m_table->show();
        m_model->setRows(rows({{"b", 123'456'789}}));
        m_table->view().setColumnWidth(Numbers::Value, 40);
        const QImage narrow = m_table->view().viewport()->grab().toImage();
        m_model->setRows(rows({{"b", 123'456'780}}));

        // Both show "…" alone: no digit of either can be seen.
        m_theme->setReducedMotion(true);
        m_model->refresh();
        const QRect cell = m_table->view().visualRect(m_table->view().model()->index(0, Numbers::Value));
        QTRY_COMPARE(m_table->view().viewport()->grab().toImage().copy(cell), narrow.copy(cell));
    }

    void aColumnOfNumbersIsAsWideAsItsWidestFigure()
    {
        m_theme->apply(ThemeKind::Dark, UpDownSet::TealOrange, 200); // a column's own width is for 100
        m_table->resize(300, 200);
        m_table->show();
        m_model->setRows(rows({{"a", 1}, {"e", 2'000'000'000}}));

        const QFontMetrics metrics(m_theme->numbers(TextSize::Body, QFont::Medium));
        const int needed = metrics.horizontalAdvance(QStringLiteral("2000000000"));
        QTRY_VERIFY(m_table->view().columnWidth(Numbers::Value) >= needed + m_theme->px(12));
    }

    void coversSayWhatIsTheMatter()
    {
        StateCover& cover = m_table->cover();
        for (const auto state : {CoverState::Empty, CoverState::Loading, CoverState::Error}) {
            cover.setState(state, QStringLiteral("why"), QStringLiteral("Retry"));
            QVERIFY(!cover.showsContent());
            QCOMPARE(cover.accessibleDescription(), QStringLiteral("why"));
        }
        for (const auto state : {CoverState::Normal, CoverState::Stale, CoverState::Blocked}) {
            cover.setState(state, QStringLiteral("why"));
            QVERIFY(cover.showsContent());
        }
        cover.setState(CoverState::Error, QStringLiteral("why"), {}, true);
        QVERIFY(cover.showsContent()); // the last good data stay
    }

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Numbers> m_model;
    std::unique_ptr<PaneTable> m_table;
};

QTEST_MAIN(TestPaneTable)
#include "tst_pane_table.moc"
