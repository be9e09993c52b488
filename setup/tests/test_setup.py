"""The set-up when things go wrong: with stand-ins for npm and pip that misbehave as the real ones do."""

import dataclasses
import os
import stat
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path
from unittest import mock

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fetch
import folder
import fresh
import pins
import postgres
from problem import SetupProblem

SERVER = pins.POSTGRES["x86_64"].server


class Case(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        for quiet in (mock.patch("builtins.print"), mock.patch("time.sleep")):
            quiet.start()
            self.addCleanup(quiet.stop)

    def npm(self, script: str):
        """Puts a program called npm first in the path."""
        program = self.folder / "bin" / "npm"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return mock.patch.dict(os.environ, PATH=f"{program.parent}:{os.environ['PATH']}")


class Fetching(Case):
    def test_another_file_than_the_pinned_one_is_refused_and_removed(self):
        with self.npm("echo something else > server.tgz"), self.assertRaises(SetupProblem) as caught:
            fetch.npm_package(SERVER, self.folder / "into")
        self.assertIn(SERVER.sha256, str(caught.exception))
        self.assertEqual([], list((self.folder / "into").iterdir()))

    def test_offline_is_called_offline(self):
        with self.npm("echo npm error code ENOTFOUND; exit 1"), self.assertRaises(SetupProblem) as caught:
            fetch.npm_package(SERVER, self.folder / "into")
        self.assertIn("cannot be reached", str(caught.exception))
        self.assertIn("HTTPS_PROXY", str(caught.exception))

    def test_a_failure_that_passes_is_tried_again(self):
        content = self.folder / "content"
        content.write_text("the file")
        package = dataclasses.replace(SERVER, sha256=fetch.sha256_of(content))
        script = f'[ -e {self.folder}/once ] || {{ touch {self.folder}/once; exit 1; }}; cp {content} server.tgz'
        with self.npm(script):
            self.assertEqual("server.tgz", fetch.npm_package(package, self.folder / "into").name)


class Installing(Case):
    def test_a_failure_leaves_what_was_there(self):
        part = self.folder / "postgres"
        folder.install(part, {"version": 1}, lambda new, _: (new / "file").write_text("old"))

        def broken(new, _):
            (new / "file").write_text("new")
            raise SetupProblem("no")

        with self.assertRaises(SetupProblem):
            folder.install(part, {"version": 2}, broken)
        self.assertEqual("old", (part / "file").read_text())
        self.assertTrue(folder.is_installed(part, {"version": 1}))
        self.assertEqual(["postgres"], [entry.name for entry in self.folder.iterdir()])

    def test_a_newer_pin_replaces_it_and_others_may_read_it(self):
        part = self.folder / "postgres"
        self.addCleanup(os.umask, os.umask(0o077))
        for version in (1, 2):
            folder.install(part, {"version": version}, lambda new, _: (new / "file").write_text(str(version)))
        self.assertEqual("2", (part / "file").read_text())
        self.assertEqual(0o755, part.stat().st_mode & 0o777)
        self.assertEqual(0o644, (part / "file").stat().st_mode & 0o777)

    def test_a_second_set_up_waits_for_the_first(self):
        order = []
        entered = threading.Event()

        def first():
            with folder.locked(self.folder):
                entered.set()
                threading.Event().wait(0.2)
                order.append("first")

        thread = threading.Thread(target=first)
        thread.start()
        entered.wait()
        with folder.locked(self.folder):
            order.append("second")
        thread.join()
        self.assertEqual(["first", "second"], order)

    def test_a_machine_without_a_build_is_named(self):
        with mock.patch("platform.machine", return_value="riscv64"), self.assertRaises(SetupProblem) as caught:
            postgres.ensure(self.folder)
        self.assertIn("riscv64", str(caught.exception))
        self.assertIn("DATABASE_URL", str(caught.exception))


class StartingFresh(Case):
    def test_a_folder_of_something_else_is_left_alone(self):
        (self.folder / "letters").mkdir()
        with self.assertRaises(SetupProblem):
            fresh.remove(self.folder)
        self.assertTrue((self.folder / "letters").exists())

    def test_the_program_is_stopped_and_the_data_removed(self):
        data = self.folder / "data"
        (data / "files").mkdir(parents=True)
        # Holds the lock as DealSmart does, until it is told to stop.
        holder = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import fcntl,os,sys,signal\n"
                "lock = open(sys.argv[1], 'w'); fcntl.flock(lock, fcntl.LOCK_EX)\n"
                "lock.write(str(os.getpid())); lock.flush(); print('held', flush=True); signal.pause()",
                str(data / "dealsmart.lock"),
            ],
            stdout=subprocess.PIPE,
        )
        self.addCleanup(holder.stdout.close)
        holder.stdout.readline()
        fresh.remove(data)
        self.assertEqual(-15, holder.wait(10))
        self.assertEqual([], list(data.iterdir()))


if __name__ == "__main__":
    unittest.main()
