// Where Qt may look for plugins: in its own folder and then beside the program, whatever the environment says (safety
// V34). A plugin is code; one that lies in the working folder, the profile or the home of a user is nobody's that this
// program knows. Whoever can write beside the program can replace it.

#pragma once

namespace omni::app {

/// To be called first, while the program has one thread. Linux, where plugins are packages of the system; elsewhere
/// they come beside the program, and the installer is their guard.
void keepToOwnPlugins();

} // namespace omni::app
