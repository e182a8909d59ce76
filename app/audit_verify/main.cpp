// needs: host/audit_verify
//
// omnitrade-audit-verify: checks an audit record without anything of the program that wrote it.

#include "app/version.h"
#include "core/host/audit_verify/verify_command.h"

#include <cstdio>
#include <string>
#include <vector>

int main(int argc, char** argv)
{
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() == 1 && words[0] == "--version") {
        const std::string version(omni::app::version());
        std::printf("omnitrade-audit-verify %s\n", version.c_str());
        return 0;
    }
    const auto answer = omni::audit_verify::answerTo(words);
    std::fputs(answer.errors.c_str(), stderr);
    std::fputs(answer.out.c_str(), stdout);
    return std::fflush(stdout) == 0 ? answer.code : 2;
}
