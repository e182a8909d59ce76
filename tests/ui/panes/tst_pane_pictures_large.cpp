// needs: tests/support/golden tests/support/pane_scenes tests/support/fake_terminal Qt6::Widgets
// At 150 %: each pane that shows data.
#include "tests/ui/panes/pane_pictures.h"

using namespace omni::testing;

class TestPanePicturesLarge : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const QString why = whyNoPictures(); !why.isEmpty()) {
            QSKIP(qPrintable(why));
        }
    }
    void looksAsStored_data()
    {
        QTest::addColumn<int>("scene");
        QTest::addColumn<int>("guise");
        for (std::size_t i = 0; i < allPaneScenes().size(); ++i) {
            if (allPaneScenes()[i].showsData()) {
                addPictureRow(i, Guise::Large);
            }
        }
    }
    void looksAsStored()
    {
        QFETCH(int, scene);
        QFETCH(int, guise);
        holdAgainstPicture(scene, guise);
    }
};

OMNI_PICTURES_MAIN(TestPanePicturesLarge)
#include "tst_pane_pictures_large.moc"
