#include "ui/panes/@name@/model.h"
#include "ui/panes/@name@/view.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace omni::ui::@name@;

class Test@Name@ : public QObject
{
    Q_OBJECT

private slots:
    void showsARowForEachEntry()
    {
        Model model;
        QAbstractItemModelTester tester(&model);

        model.show({{"spread", "0.01"}, {"depth", "20"}});

        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(1, Model::Value).data().toString(), QString("20"));
    }

    void signalsOnlyTheRowThatChanged()
    {
        Model model;
        model.show({{"spread", "0.01"}, {"depth", "20"}});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

        model.show({{"spread", "0.01"}, {"depth", "21"}});

        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.front().front().toModelIndex().row(), 1);
    }

    void saysSoWhileThereIsNothing()
    {
        Model model;
        View view(model);
        QVERIFY(view.isEmpty());

        model.show({{"spread", "0.01"}});

        QVERIFY(!view.isEmpty());
    }
};

QTEST_MAIN(Test@Name@)
#include "tst_@name@.moc"
