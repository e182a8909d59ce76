// Every pane of the registry in each of the states that it has (rulings 1, ui-spec 4), arranged over a fake terminal
// that shows what an engine made.

#pragma once

#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/pane_bench.h"
#include "tests/support/pane_scenes/scene_desk.h"
#include "tests/support/pseudo_locale/pseudo_locale.h"

#include <QSize>
#include <QString>

#include <memory>
#include <string_view>
#include <vector>

namespace omni::testing {

/// What a person chose of looks and language. Dark and 100 % unless it says otherwise.
enum class Guise {
    Dark,
    Light,
    Pseudo, ///< The language en-XA.
    Mirrored, ///< From right to left, as Arabic is.
    Small, ///< 80 %.
    Large, ///< 150 %.
    Huge, ///< 200 %.
};

/// The terminal, the day at the desk behind it, and the pane in front. One at a time: a guise is the application's.
class PaneStage
{
public:
    explicit PaneStage(Guise guise = Guise::Dark);
    ~PaneStage();
    PaneStage(const PaneStage&) = delete;
    PaneStage& operator=(const PaneStage&) = delete;

    /// Makes the pane of that name, hidden: what is arranged now is what it sees first. `size` is at 100 %.
    ui::Pane& make(std::string_view key, QSize size);
    /// Shows it and gives it a frame.
    void raise();
    /// What the desk shows goes to the terminal, and a frame is given.
    void publish();

private:
    PseudoLocale m_pseudo; // before the texts that they make
    MirroredLocale m_mirrored;

public:
    PaneBench bench;
    SceneDesk desk;
};

struct PaneScene {
    const char* pane; ///< Its key.
    const char* name; ///< "live", "empty", …: also the name of its picture.
    ui::PaneState state; ///< That it is to be in.
    /// Words and figures that are to be read in it, with a | between them (`textOf`): a picture of a pane that shows
    /// nothing, or another figure than the engine's, is stored as easily as a right one. Empty only where the state
    /// says it all.
    const char* says;
    QSize size;
    void (*arrange)(PaneStage&); ///< Before it is seen.
    void (*act)(PaneStage&) = nullptr; ///< When it is seen.

    /// "positions/live-dark".
    [[nodiscard]] QString pictureName(Guise guise) const;
    /// It shows what a session brings, not the words that stand in for it.
    [[nodiscard]] bool showsData() const;
};

/// By pane, in the order of the registry.
[[nodiscard]] const std::vector<PaneScene>& allPaneScenes();

/// Arranges, shows, acts, and waits until what is shown stands still. False: it could not be brought there.
[[nodiscard]] bool play(const PaneScene& scene, PaneStage& stage);
/// As a person reads it: state, all labels, what a screen reader is told, and the rows of tables, their cells with a
/// broken bar between them.
[[nodiscard]] QString textOf(const ui::Pane& pane);
/// What of `scene.says` is not in `text`. Empty: all is.
[[nodiscard]] QString notSaid(const PaneScene& scene, const QString& text);

} // namespace omni::testing
