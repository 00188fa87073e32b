#! /opt/ruby/bin/ruby -w
