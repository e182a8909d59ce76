// The body of the tests that hold panes against their stored pictures: a row for each scene of the panes named.

#pragma once

#include "tests/support/golden/golden.h"
#include "tests/support/pane_scenes/pane_scenes.h"
#include "tests/ui/panes/picture_lists.h"

#include <QApplication>
#include <QTest>

#include <algorithm>
#include <memory>
#include <string_view>

namespace omni::testing {

/// Columns "scene" (place in `allPaneScenes`) and "guise".
inline void addPictureRow(std::size_t scene, Guise guise)
{
    QTest::addRow("%s", qPrintable(allPaneScenes()[scene].pictureName(guise)))
        << static_cast<int>(scene) << static_cast<int>(guise);
}
/// Of the panes of that list: each scene in the dark; those that show data also in the light, in en-XA and mirrored.
inline void addPictureRows(std::string_view list)
{
    const auto panes = picturedPanes(list);
    QTest::addColumn<int>("scene");
    QTest::addColumn<int>("guise");
    const auto& all = allPaneScenes();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (std::find(panes.begin(), panes.end(), all[i].pane) == panes.end()) {
            continue;
        }
        for (const Guise guise : {Guise::Dark, Guise::Light, Guise::Pseudo, Guise::Mirrored}) {
            if (guise == Guise::Dark || all[i].showsData()) {
                addPictureRow(i, guise);
            }
        }
    }
}

/// A scene as it is to be. A machine that stands still for a second misses the skeleton of a pane that loads: once
/// more.
inline std::unique_ptr<PaneStage> staged(const PaneScene& scene, Guise guise)
{
    for (int i = 0; i < 10; ++i) {
        auto stage = std::make_unique<PaneStage>(guise);
        if (play(scene, *stage)) {
            return stage;
        }
    }
    return nullptr;
}

inline void holdAgainstPicture(int at, int of)
{
    const PaneScene& scene = allPaneScenes()[static_cast<std::size_t>(at)];
    const auto guise = static_cast<Guise>(of);
    const auto stage = staged(scene, guise);
    QVERIFY(stage != nullptr);
    ui::Pane& pane = *stage->bench.pane;

    QCOMPARE(static_cast<int>(pane.state()), static_cast<int>(scene.state));
    if (guise != Guise::Pseudo) {
        const QString text = textOf(pane);
        const QString missing = notSaid(scene, text);
        QVERIFY2(missing.isEmpty(), qPrintable(missing + QStringLiteral(" is not in:\n") + text));
    }
    const QString fault = heldAgainstStored(scene.pictureName(guise), pictureOf(pane));
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

} // namespace omni::testing
